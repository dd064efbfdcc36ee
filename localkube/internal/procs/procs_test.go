package procs

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"henge.io/localkube/internal/await"
)

const limit = 20 * time.Second

// TestMain lets the test binary stand for localkube: started through Start, it passes the gate and runs a shell.
func TestMain(m *testing.M) {
	if script, given := os.LookupEnv("PROCS_TEST_SCRIPT"); given {
		if err := PassGate(); err != nil {
			fmt.Println(err)
			os.Exit(9)
		}
		_ = syscall.Exec("/bin/sh", []string{"sh", "-c", script}, os.Environ())
		os.Exit(8)
	}
	os.Exit(m.Run())
}

func startScript(t *testing.T, script string) *Started {
	t.Helper()
	t.Setenv("PROCS_TEST_SCRIPT", script)
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	started, err := Start(Spec{Path: program, Log: filepath.Join(t.TempDir(), "log"), Dir: "/"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = Kill(started.ID) })
	return started
}

func awaitFile(t *testing.T, path string) {
	t.Helper()
	err := await.Until(context.Background(), limit, path, func(context.Context) error {
		_, err := os.Stat(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAStartedProcessDoesNothingBeforeItsGateOpens(t *testing.T) {
	mark := filepath.Join(t.TempDir(), "mark")
	started := startScript(t, "touch "+mark+"; exec sleep 1000")
	select {
	case <-started.Exited:
		t.Fatal("it ended")
	case <-time.After(300 * time.Millisecond): // long enough to have run, had the gate not held it
	}
	if _, err := os.Stat(mark); err == nil {
		t.Fatal("it ran before its gate was opened")
	}
	if err := started.Open(); err != nil {
		t.Fatal(err)
	}
	awaitFile(t, mark)
	if !started.ID.Alive() {
		t.Error("it is not alive")
	}
}

func TestAProcessEndsWhenItsStarterDiesBeforeTheGateOpens(t *testing.T) {
	started := startScript(t, "exec sleep 1000")
	if err := started.gate.Close(); err != nil { // what the kernel does to a starter that was killed
		t.Fatal(err)
	}
	select {
	case err := <-started.Exited:
		if err == nil {
			t.Error("it ended well")
		}
	case <-time.After(limit):
		t.Fatal("it waits for ever")
	}
}

func TestStopEndsWhatIgnoresSIGTERMAndWhatIsStopped(t *testing.T) {
	for name, script := range map[string]string{
		"obeys":               "touch %s; exec sleep 1000",
		"ignores":             "trap '' TERM; touch %s; while true; do sleep 0.05; done",
		"stopped":             "touch %s; kill -STOP $$; sleep 1000",
		"stopped and ignores": "trap '' TERM; touch %s; kill -STOP $$; while true; do sleep 0.05; done",
	} {
		t.Run(name, func(t *testing.T) {
			mark := filepath.Join(t.TempDir(), "mark")
			started := startScript(t, fmt.Sprintf(script, mark))
			if err := started.Open(); err != nil {
				t.Fatal(err)
			}
			awaitFile(t, mark)
			if err := Stop(context.Background(), 300*time.Millisecond, started.ID); err != nil {
				t.Fatal(err)
			}
			if left, err := FindByGroup(started.ID.PID); err != nil || len(left) > 0 {
				t.Errorf("left %v, %v", left, err)
			}
		})
	}
}

func TestAReusedPidIsNotTouched(t *testing.T) {
	command := exec.Command("sleep", "1000")
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = command.Process.Kill(); _ = command.Wait() }()
	id, err := Identify(command.Process.Pid)
	if err != nil {
		t.Fatal(err)
	}
	earlier := Identity{PID: id.PID, StartTicks: id.StartTicks - 1}
	if earlier.Alive() {
		t.Error("a process that had the pid before counts as alive")
	}
	if err := Stop(context.Background(), 0, earlier); err != nil {
		t.Error(err)
	}
	if err := Signal(earlier, unix.SIGKILL); err != nil {
		t.Error(err)
	}
	if !id.Alive() {
		t.Error("the stranger with the same pid was hit")
	}
}

func TestStatOfACommandWithParenthesesAndSpaces(t *testing.T) {
	line := "42 (a) b) c) S 1 40 40 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 777 0 0"
	got, err := parseStat(42, []byte(line))
	if want := (stat{pid: 42, state: 'S', group: 40, startTicks: 777}); err != nil || got != want {
		t.Errorf("got %+v (%v), want %+v", got, err, want)
	}
	if _, err := parseStat(42, []byte("42 (short) S 1")); err == nil {
		t.Error("a short line is taken")
	}
}

func TestEnvironmentMarks(t *testing.T) {
	environ := []byte("A=1\x00MARK=id/node/uid\x00")
	for value, want := range map[string]bool{"id": true, "id/node": true, "id/node/uid": true, "i": false, "id/n": false, "node": false} {
		if got := environmentHas(environ, "MARK", value); got != want {
			t.Errorf("%s: %v, want %v", value, got, want)
		}
	}
}
