package pod

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func TestTailAndLimit(t *testing.T) {
	b := newBed(t)
	pod := b.podOf(shell("main", "for i in 1 2 3 4 5; do echo line $i; done"))
	b.output(pod)
	two, none, seven := int64(2), int64(0), int64(7)
	b.expect("tail 2", b.log(pod, "main", corev1.PodLogOptions{TailLines: &two}), "line 4\nline 5\n")
	b.expect("tail 0", b.log(pod, "main", corev1.PodLogOptions{TailLines: &none}), "")
	b.expect("limit 7", b.log(pod, "main", corev1.PodLogOptions{LimitBytes: &seven}), "line 1\n")
	b.expect("tail and limit", b.log(pod, "main", corev1.PodLogOptions{TailLines: &two, LimitBytes: &seven}), "line 4\n")
}

func TestTailReadsBackOverManyPieces(t *testing.T) {
	text := strings.Repeat(strings.Repeat("x", 99)+"\n", 3000) // 300 KB, several pieces
	for _, lines := range []int64{1, 655, 656, 2999, 3000, 4000} {
		offset, err := tailOffset(strings.NewReader(text), int64(len(text)), lines)
		if want := max(0, int64(len(text))-100*lines); err != nil || offset != want {
			t.Errorf("%d lines begin at %d (%v), want %d", lines, offset, err, want)
		}
	}
	if offset, _ := tailOffset(strings.NewReader("a\nb"), 3, 1); offset != 2 {
		t.Errorf("last line without newline begins at %d, want 2", offset)
	}
}

func TestSinceAndTimestamps(t *testing.T) {
	b := newBed(t)
	pod := b.begin(b.podOf(shell("main", "echo early; until [ -e $HOME/gate ]; do sleep 0.02; done; echo late")))
	b.awaitLog(pod, "early")
	gate := b.provider.podDir(pod) + "/main/root/gate"
	log := b.provider.podDir(pod) + "/main/logs/0.log"
	b.await("the time of the first line to be noted", func() error {
		if len(readTimes(log)) == 0 {
			return fmt.Errorf("no times")
		}
		return nil
	})
	between := metav1.NewTime(time.Now().Add(time.Millisecond))
	if err := writeFiles(strings.TrimSuffix(gate, "/gate"), []volumeFile{{path: "gate", mode: 0o644}}); err != nil {
		t.Fatal(err)
	}
	b.awaitPhase(pod, corev1.PodSucceeded)
	b.expect("since", b.log(pod, "main", corev1.PodLogOptions{SinceTime: &between}), "late\n")
	long := int64(3600)
	b.expect("since an hour", b.log(pod, "main", corev1.PodLogOptions{SinceSeconds: &long}), "early\nlate\n")
	for i, line := range strings.Split(strings.TrimSpace(b.log(pod, "main", corev1.PodLogOptions{Timestamps: true})), "\n") {
		stamp, _, _ := strings.Cut(line, " ")
		at, err := time.Parse(time.RFC3339Nano, stamp)
		if err != nil || at.Before(between.Time) != (i == 0) {
			t.Errorf("line %d %q: %v, want a time on the right side of %v", i, line, err, between)
		}
	}
}

// live collects what a follower gets.
type live struct {
	mutex sync.Mutex
	text  strings.Builder
}

func (l *live) Write(content []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.Write(content)
}

func (l *live) String() string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.String()
}

func TestFollowGetsLinesAsTheyComeAndEndsWithTheContainer(t *testing.T) {
	b := newBed(t)
	pod := b.begin(b.podOf(shell("main", "echo one; until [ -e $HOME/gate ]; do sleep 0.02; done; echo two")))
	b.awaitLog(pod, "one")
	out, ended := &live{}, make(chan error, 1)
	go func() {
		ended <- b.provider.WriteLogs(context.Background(), out, pod.Namespace, pod.Name, "main", corev1.PodLogOptions{Follow: true})
	}()
	b.await("the first line", func() error {
		if out.String() != "one\n" {
			return fmt.Errorf("got %q", out.String())
		}
		return nil
	})
	select {
	case err := <-ended:
		t.Fatalf("follow ended while the container runs: %v", err)
	default:
	}
	if err := writeFiles(b.provider.podDir(pod)+"/main/root", []volumeFile{{path: "gate", mode: 0o644}}); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ended:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(limit):
		t.Fatal("follow does not end with the container")
	}
	b.expect("log", out.String(), "one\ntwo\n")
}

func TestFollowEndsWithItsReader(t *testing.T) {
	b := newBed(t)
	pod := b.begin(b.podOf(shell("main", "echo one; sleep 1000")))
	b.awaitLog(pod, "one")
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- b.provider.WriteLogs(ctx, &live{}, pod.Namespace, pod.Name, "main", corev1.PodLogOptions{Follow: true})
	}()
	cancel()
	select {
	case <-ended:
	case <-time.After(limit):
		t.Fatal("follow outlives its reader")
	}
}

func TestLogsThatCannotBeGiven(t *testing.T) {
	b := newBed(t)
	pod := b.podOf(shell("main", "exit 0"))
	b.output(pod)
	for container, options := range map[string]corev1.PodLogOptions{"other": {}, "main": {Previous: true}} {
		err := b.provider.WriteLogs(context.Background(), &live{}, pod.Namespace, pod.Name, container, options)
		if err == nil || !strings.Contains(err.Error(), container) {
			t.Errorf("%s: %v, want a refusal that names the container", container, err)
		}
	}
	if err := b.provider.WriteLogs(context.Background(), &live{}, "henge", "nobody", "main", corev1.PodLogOptions{}); err == nil {
		t.Error("a pod that does not exist has a log")
	}
}
