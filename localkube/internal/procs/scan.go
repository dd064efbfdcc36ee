package procs

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
)

// FindByEnvironment returns the live processes that were started with the environment entry KEY=VALUE, or with a value
// that begins with VALUE followed by a slash. Environments that may not be read belong to other users and are passed
// over.
func FindByEnvironment(key, value string) ([]Identity, error) {
	return find(func(stat stat) bool {
		content, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(stat.pid), "environ"))
		return err == nil && environmentHas(content, key, value)
	})
}

// FindByGroup returns the live processes of a process group.
func FindByGroup(group int) ([]Identity, error) {
	return find(func(stat stat) bool { return stat.group == group })
}

func environmentHas(environ []byte, key, value string) bool {
	want := []byte(key + "=" + value)
	for _, entry := range bytes.Split(environ, []byte{0}) {
		if rest, found := bytes.CutPrefix(entry, want); found && (len(rest) == 0 || rest[0] == '/') {
			return true
		}
	}
	return false
}

func find(wanted func(stat) bool) ([]Identity, error) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil, err
	}
	var found []Identity
	for _, entry := range entries {
		pid, err := strconv.Atoi(entry.Name())
		if err != nil || pid == os.Getpid() {
			continue
		}
		stat, err := readStat(pid)
		if err != nil || stat.ended() || !wanted(stat) {
			continue
		}
		found = append(found, Identity{PID: pid, StartTicks: stat.startTicks})
	}
	return found, nil
}
