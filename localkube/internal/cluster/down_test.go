package cluster

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"henge.io/localkube/internal/pod"
	"henge.io/localkube/internal/procs"
)

// spawn starts a process of its own session, as parts are.
func spawn(t *testing.T, environment ...string) procs.Identity {
	t.Helper()
	command := exec.Command("sleep", "1000")
	command.Env = environment
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	id, err := procs.Identify(command.Process.Pid)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.Process.Kill(); _ = command.Wait() })
	return id
}

func TestDownEndsWhatIsRecordedAndWhatIsMarkedAndNothingElse(t *testing.T) {
	layout := Layout{t.TempDir()}
	etcd, node, stranger := spawn(t), spawn(t), spawn(t)
	marked := spawn(t, pod.TagVariable+"=the-id/node-0/uid")
	foreign := spawn(t, pod.TagVariable+"=the-id-of-another/node-0/uid")
	if err := unix.Kill(node.PID, unix.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	record := &Record{Name: "east", ID: "the-id", Parts: []Part{
		{Name: "etcd", Identity: etcd}, {Name: "node-0", Node: true, Identity: node},
		// The pid of a part that ended, given to a stranger since.
		{Name: "kube-scheduler", Identity: procs.Identity{PID: stranger.PID, StartTicks: stranger.StartTicks - 1}},
	}}
	if err := record.write(layout); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time nothing is left to do
		if err := Down(context.Background(), layout); err != nil {
			t.Fatal(err)
		}
	}
	for name, id := range map[string]procs.Identity{"etcd": etcd, "node": node, "pod": marked} {
		if id.Alive() {
			t.Errorf("%s is alive", name)
		}
	}
	for name, id := range map[string]procs.Identity{"stranger": stranger, "pod of another cluster": foreign} {
		if !id.Alive() {
			t.Errorf("%s was ended", name)
		}
	}
}

func TestDownWithoutAClusterDoesNothing(t *testing.T) {
	if err := Down(context.Background(), Layout{t.TempDir()}); err != nil {
		t.Error(err)
	}
	if _, err := ReadStatus(Layout{t.TempDir()}); !errors.Is(err, ErrNoCluster) {
		t.Errorf("status says %v", err)
	}
}

func TestADamagedRecordIsNotGuessedAt(t *testing.T) {
	layout := Layout{t.TempDir()}
	if err := os.WriteFile(layout.PIDsFile(), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Down(context.Background(), layout); err == nil || !strings.Contains(err.Error(), layout.PIDsFile()) {
		t.Errorf("%v, want an error that names the file", err)
	}
}

func TestADirectoryWithARunningClusterIsRefused(t *testing.T) {
	layout := Layout{t.TempDir()}
	record := &Record{Name: "east", Parts: []Part{{Name: "etcd", Identity: spawn(t)}}}
	if err := record.write(layout); err != nil {
		t.Fatal(err)
	}
	if _, err := claim(layout); err == nil || !strings.Contains(err.Error(), "still runs") {
		t.Errorf("%v, want a refusal", err)
	}
}

func TestTwoUpsInOneDirectory(t *testing.T) {
	layout := Layout{t.TempDir()}
	lock, err := claim(layout)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := claim(layout); err == nil || !strings.Contains(err.Error(), "another 'localkube up'") {
		t.Errorf("%v, want a refusal", err)
	}
	lock.Close()
	again, err := claim(layout)
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
}

func TestAPartErrorShowsTheEndOfTheLog(t *testing.T) {
	log := t.TempDir() + "/part.log"
	if err := os.WriteFile(log, []byte(strings.Repeat("old line\n", 5000)+"the last words\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	text := (&PartError{Part: "etcd", Log: log, Why: errors.New("it ended")}).Error()
	if !strings.Contains(text, log) || !strings.HasSuffix(text, "the last words") || strings.Count(text, "\n") != logTailLines {
		t.Errorf("message:\n%s", text)
	}
}

func TestAFullDiskIsRefused(t *testing.T) {
	if err := spaceComplaint("/d", spaceNeeded-1); err == nil || !strings.Contains(err.Error(), "--dir /d has only 299 MB") {
		t.Errorf("%v, want a refusal", err)
	}
	if err := spaceComplaint("/d", spaceNeeded); err != nil {
		t.Error(err)
	}
}
