// Package procs starts, recognizes and ends operating system processes so that none is ever left behind and none
// is ever mistaken for another.
package procs

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// Identity names one process for ever: a pid alone may be given to another process later.
type Identity struct {
	PID        int    `json:"pid"`
	StartTicks uint64 `json:"startTicks"` // clock ticks after boot, field 22 of /proc/PID/stat
}

// Identify reads the identity of a process that exists now.
func Identify(pid int) (Identity, error) {
	stat, err := readStat(pid)
	if err != nil {
		return Identity{}, fmt.Errorf("identify process %d: %w", pid, err)
	}
	return Identity{PID: pid, StartTicks: stat.startTicks}, nil
}

// Alive tells whether this very process still runs. A process that has ended but was not yet collected by its parent
// does not count.
func (id Identity) Alive() bool {
	stat, err := readStat(id.PID)
	return err == nil && stat.startTicks == id.StartTicks && !stat.ended()
}

type stat struct {
	pid        int
	state      byte
	group      int
	startTicks uint64
}

func (s stat) ended() bool { return s.state == 'Z' || s.state == 'X' }

func readStat(pid int) (stat, error) {
	content, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		return stat{}, err
	}
	return parseStat(pid, content)
}

// parseStat reads proc(5) stat. The second field, the command in parentheses, may itself contain spaces and
// parentheses; so the fields are counted from the last one.
func parseStat(pid int, content []byte) (stat, error) {
	end := bytes.LastIndexByte(content, ')')
	if end < 0 {
		return stat{}, fmt.Errorf("stat of process %d has no command", pid)
	}
	fields := bytes.Fields(content[end+1:])
	if len(fields) < 20 {
		return stat{}, fmt.Errorf("stat of process %d has %d fields after the command, want 20", pid, len(fields))
	}
	group, err := strconv.Atoi(string(fields[2]))
	if err != nil {
		return stat{}, fmt.Errorf("process group of process %d: %w", pid, err)
	}
	ticks, err := strconv.ParseUint(string(fields[19]), 10, 64)
	if err != nil {
		return stat{}, fmt.Errorf("start time of process %d: %w", pid, err)
	}
	return stat{pid: pid, state: fields[0][0], group: group, startTicks: ticks}, nil
}
