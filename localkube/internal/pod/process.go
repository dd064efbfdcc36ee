package pod

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
	"k8s.io/klog/v2"

	"henge.io/localkube/internal/await"
	"henge.io/localkube/internal/procs"
)

// command is all that is needed to start a container's process.
type command struct {
	path           string   // the program as found on this machine
	arguments      []string // with the program's name as the pod gave it
	environment    []string
	workDir        string
	log            string
	image          string // directory
	terminationLog string
}

// process is a running container: a process in a session and process group of its own.
type process struct {
	group  int
	exited chan exit
}

type exit struct{ code int32 }

// start starts the process and writes its identity to the file, which is removed when it has ended.
func start(command command, identityFile string) (*process, error) {
	log, err := os.OpenFile(command.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open log: %w", err)
	}
	defer log.Close()
	child := &exec.Cmd{
		Path: command.path, Args: command.arguments, Env: command.environment, Dir: command.workDir,
		Stdout: log, Stderr: log, SysProcAttr: &syscall.SysProcAttr{Setsid: true},
	}
	if err := child.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", command.path, err)
	}
	process := &process{group: child.Process.Pid, exited: make(chan exit, 1)}
	id, err := procs.Identify(child.Process.Pid)
	if err == nil {
		err = writeProcess(identityFile, id)
	}
	if err != nil {
		// The process can still be found by its environment.
		klog.Background().Error(err, "Process of a container was not written down", "pid", child.Process.Pid)
	}
	go process.collect(child, identityFile)
	return process, nil
}

// collect waits for the leader. When it ends, the rest of its group ends too, as the processes of a container do when
// its first one ends. The leader is not collected before, so that its pid, the group's id, cannot be given to a stranger.
func (p *process) collect(child *exec.Cmd, identityFile string) {
	for {
		err := unix.Waitid(unix.P_PID, p.group, nil, unix.WEXITED|unix.WNOWAIT, nil)
		if !errors.Is(err, unix.EINTR) {
			break
		}
	}
	p.signal(unix.SIGKILL)
	_ = child.Wait() // the state tells more than the error
	p.awaitGroup()
	if err := os.Remove(identityFile); err != nil && !errors.Is(err, os.ErrNotExist) {
		klog.Background().Error(err, "Record of an ended process stays")
	}
	p.exited <- exit{code: exitCode(child.ProcessState)}
}

// awaitGroup waits until the killed rest of the group has ended, so that an ended container has no process left.
func (p *process) awaitGroup() {
	if unix.Kill(-p.group, 0) != nil {
		return // as nearly always
	}
	const bound = 5 * time.Second
	err := await.Until(context.Background(), bound, "the end of a process group", func(context.Context) error {
		left, err := procs.FindByGroup(p.group)
		if err == nil && len(left) > 0 {
			err = fmt.Errorf("%v live", left)
		}
		return err
	})
	if err != nil {
		klog.Background().Error(err, "Processes of a container outlive SIGKILL")
	}
}

// wait returns when the process has ended: by itself, by SIGTERM after term, or by SIGKILL after kill.
func (p *process) wait(term, kill context.Context) exit {
	select {
	case exit := <-p.exited:
		return exit
	case <-term.Done():
	}
	p.signal(unix.SIGTERM)
	select {
	case exit := <-p.exited:
		return exit
	case <-kill.Done():
	}
	p.signal(unix.SIGKILL)
	return <-p.exited
}

func (p *process) signal(signal unix.Signal) {
	if err := unix.Kill(-p.group, signal); err != nil && !errors.Is(err, unix.ESRCH) {
		klog.Background().Error(err, "Signal was not sent", "group", p.group, "signal", unix.SignalName(signal))
	}
}

// exitCode is the shell's convention, which container runtimes follow too: 128 and the number of the signal.
func exitCode(state *os.ProcessState) int32 {
	if status, known := state.Sys().(syscall.WaitStatus); known && status.Signaled() {
		return 128 + int32(status.Signal())
	}
	return int32(state.ExitCode())
}
