package procs

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// gateVariable tells a started process which file descriptor it must read one byte from before it does anything.
const gateVariable = "LOCALKUBE_GATE_FD"

// Spec says what Start starts.
type Spec struct {
	Path string   // the program, which must be localkube itself: only localkube waits at the gate
	Args []string // without the program's name
	Log  string   // the file that takes stdout and stderr; appended to
	Dir  string   // the working directory
	Held *os.File // stays open in the process as long as it lives; may be nil
}

// Started is a process of its own session that waits at its gate until Open.
type Started struct {
	ID     Identity
	Exited <-chan error // receives the result of waiting, once
	gate   *os.File
}

// Start starts a detached process that waits at its gate. Whoever starts it can so write down its identity before it
// does anything: should the starter die before Open, the gate closes and the process ends by itself.
func Start(spec Spec) (*Started, error) {
	log, err := os.OpenFile(spec.Log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open log: %w", err)
	}
	defer log.Close()
	inner, gate, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("make start gate: %w", err)
	}
	defer inner.Close()

	command := exec.Command(spec.Path, spec.Args...)
	command.Dir = spec.Dir
	command.Stdout, command.Stderr = log, log
	command.ExtraFiles = []*os.File{inner}
	if spec.Held != nil {
		command.ExtraFiles = append(command.ExtraFiles, spec.Held)
	}
	command.Env = append(os.Environ(), gateVariable+"=3")
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := command.Start(); err != nil {
		gate.Close()
		return nil, fmt.Errorf("start %s: %w", spec.Path, err)
	}
	exited := make(chan error, 1)
	id, err := Identify(command.Process.Pid)
	go func() { exited <- command.Wait() }()
	if err != nil {
		gate.Close()
		return nil, err
	}
	return &Started{ID: id, Exited: exited, gate: gate}, nil
}

// Open lets the process run.
func (s *Started) Open() error {
	_, err := s.gate.Write([]byte{1})
	return errors.Join(err, s.gate.Close())
}

// PassGate waits at the gate if this process was started with one, and returns an error if the starter died meanwhile.
// Descriptors that this process inherited are closed to the processes that it will start itself.
func PassGate() error {
	closeInheritedOnExec()
	value, gated := os.LookupEnv(gateVariable)
	if !gated {
		return nil
	}
	if err := os.Unsetenv(gateVariable); err != nil {
		return err
	}
	number, err := strconv.Atoi(value)
	if err != nil {
		return fmt.Errorf("%s=%q is not a file descriptor", gateVariable, value)
	}
	gate := os.NewFile(uintptr(number), "gate")
	defer gate.Close()
	if _, err := io.ReadFull(gate, make([]byte, 1)); err != nil {
		return fmt.Errorf("whoever started this process ended before it was let run: %w", err)
	}
	return nil
}

func closeInheritedOnExec() {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return
	}
	for _, entry := range entries {
		if number, err := strconv.Atoi(entry.Name()); err == nil && number > 2 {
			unix.CloseOnExec(number)
		}
	}
}
