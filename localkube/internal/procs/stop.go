package procs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sys/unix"
)

// killWait bounds the wait for the kernel to carry out SIGKILL. Only a process in an uninterruptible system call
// outlives it.
const killWait = 10 * time.Second

// pollPeriod is how often a dying process is looked at.
const pollPeriod = 10 * time.Millisecond

// Stop ends the processes and their process groups: SIGTERM, and after the grace SIGKILL. Stopped (SIGSTOP) ones are
// continued, so that they can take the SIGTERM. It returns when none is alive any more, or an error that names those
// which are.
func Stop(ctx context.Context, grace time.Duration, processes ...Identity) error {
	signalAll(processes, unix.SIGTERM)
	signalAll(processes, unix.SIGCONT)
	if !waitGone(ctx, grace, processes) {
		signalAll(processes, unix.SIGKILL)
	}
	if !waitGone(context.WithoutCancel(ctx), killWait, processes) {
		return fmt.Errorf("processes %v did not end within %v of SIGKILL: end them by hand", pids(alive(processes)), killWait)
	}
	return nil
}

// Kill sends SIGKILL to the processes and their groups and waits until none is alive.
func Kill(processes ...Identity) error {
	return Stop(canceled(), 0, processes...)
}

func canceled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

// Signal sends a signal to the process group that the process leads, or to the process alone when it leads none.
// A process that has ended is no error; the start time is checked first, so that no stranger is hit.
func Signal(id Identity, signal unix.Signal) error {
	stat, err := readStat(id.PID)
	if err != nil || stat.startTicks != id.StartTicks {
		return nil
	}
	target := id.PID
	if stat.group == id.PID {
		target = -id.PID
	}
	if err := unix.Kill(target, signal); err != nil && !errors.Is(err, unix.ESRCH) {
		return fmt.Errorf("send %s to process %d: %w", unix.SignalName(signal), id.PID, err)
	}
	return nil
}

// signalAll ignores single failures: waitGone then finds the process alive and Stop says so.
func signalAll(processes []Identity, signal unix.Signal) {
	for _, id := range processes {
		_ = Signal(id, signal)
	}
}

func waitGone(ctx context.Context, limit time.Duration, processes []Identity) bool {
	deadline := time.NewTimer(limit)
	defer deadline.Stop()
	tick := time.NewTicker(pollPeriod)
	defer tick.Stop()
	for len(alive(processes)) > 0 {
		select {
		case <-ctx.Done():
			return false
		case <-deadline.C:
			return len(alive(processes)) == 0
		case <-tick.C:
		}
	}
	return true
}

func alive(processes []Identity) []Identity {
	var left []Identity
	for _, id := range processes {
		if id.Alive() {
			left = append(left, id)
		}
	}
	return left
}

func pids(processes []Identity) []int {
	var numbers []int
	for _, id := range processes {
		numbers = append(numbers, id.PID)
	}
	return numbers
}
