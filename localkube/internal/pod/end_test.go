package pod

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"henge.io/localkube/internal/procs"
)

// remove does what virtual-kubelet does when somebody deletes the pod's object.
func (b *bed) remove(pod *corev1.Pod, grace int64) {
	b.Helper()
	deleted := pod.DeepCopy()
	now := metav1.Now()
	deleted.DeletionTimestamp, deleted.DeletionGracePeriodSeconds = &now, &grace
	if err := b.provider.DeletePod(context.Background(), deleted); err != nil {
		b.Fatal(err)
	}
}

func (b *bed) processes() []procs.Identity {
	b.Helper()
	found, err := procs.FindByEnvironment(TagVariable, b.config.Tag)
	if err != nil {
		b.Fatal(err)
	}
	return found
}

func (b *bed) awaitNoProcess() {
	b.Helper()
	b.await("all processes to end", func() error {
		if left := b.processes(); len(left) > 0 {
			return fmt.Errorf("%v live", left)
		}
		return nil
	})
}

func TestDeletionSendsSIGTERMAndWaits(t *testing.T) {
	b := newBed(t)
	pod := b.begin(b.podOf(shell("main", "trap 'echo bye; exit 3' TERM; echo up; while true; do sleep 0.02; done")))
	b.awaitLog(pod, "up")
	b.remove(pod, 10)
	ended := b.awaitPhase(pod, corev1.PodFailed)
	if code := ended.Status.ContainerStatuses[0].State.Terminated.ExitCode; code != 3 {
		t.Errorf("exit code %d, want 3 from the trap", code)
	}
	if log := b.log(pod, "main", corev1.PodLogOptions{}); !strings.HasSuffix(log, "bye\n") {
		t.Errorf("log %q, want its last words", log)
	}
}

func TestAProgramThatIgnoresSIGTERMIsKilledAfterTheGrace(t *testing.T) {
	b := newBed(t)
	pod := b.begin(b.podOf(shell("main", "trap '' TERM; echo up; while true; do sleep 0.02; done")))
	b.awaitLog(pod, "up")
	begun := time.Now()
	b.remove(pod, 1)
	ended := b.awaitPhase(pod, corev1.PodFailed)
	if took := time.Since(begun); took < time.Second || took > 5*time.Second {
		t.Errorf("it took %v, want about the grace of 1 s", took)
	}
	if code := ended.Status.ContainerStatuses[0].State.Terminated.ExitCode; code != 137 {
		t.Errorf("exit code %d, want 137", code)
	}
	b.awaitNoProcess()
}

func TestAShorterGraceOvertakesALongerOne(t *testing.T) {
	b := newBed(t)
	pod := b.begin(b.podOf(shell("main", "trap '' TERM; echo up; while true; do sleep 0.02; done")))
	b.awaitLog(pod, "up")
	b.remove(pod, 1000)
	b.remove(pod, 0)
	b.awaitPhase(pod, corev1.PodFailed)
}

func TestTheWholeProcessGroupEndsWithItsLeader(t *testing.T) {
	b := newBed(t)
	b.awaitPhase(b.begin(b.podOf(shell("main", "sleep 1000 & sleep 1000 & exit 0"))), corev1.PodSucceeded)
	b.awaitNoProcess()
}

func TestAGonePodLeavesNoProcessNoDirectoryAndNoGoroutine(t *testing.T) {
	b := newBed(t)
	before := runtime.NumGoroutine()
	for range 5 {
		pod := b.awaitPhase(b.begin(b.podOf(shell("main", "sleep 1000"))), corev1.PodRunning)
		b.remove(pod, 10)
		b.awaitPhase(pod, corev1.PodFailed)
		b.provider.Gone(pod.UID)
		b.await("the directory to go", func() error {
			if _, err := os.Stat(b.provider.podDir(pod)); !errors.Is(err, os.ErrNotExist) {
				return fmt.Errorf("it is there: %v", err)
			}
			return nil
		})
	}
	b.awaitNoProcess()
	b.await("goroutines to end", func() error {
		if now := runtime.NumGoroutine(); now > before {
			return fmt.Errorf("%d, before %d", now, before)
		}
		return nil
	})
}

func TestGoneEndsAPodThatStillRuns(t *testing.T) {
	b := newBed(t)
	pod := b.awaitPhase(b.begin(b.podOf(shell("main", "sleep 1000"))), corev1.PodRunning)
	b.provider.Gone(pod.UID)
	b.awaitNoProcess()
}

func TestANewPodOfTheSameNameIsAnotherPod(t *testing.T) {
	b := newBed(t)
	old := b.awaitPhase(b.begin(b.podOf(shell("main", "sleep 1000"))), corev1.PodRunning)
	successor := b.podOf(shell("main", "exit 0"))
	successor.Name = old.Name
	if err := b.pods.Add(successor); err != nil {
		t.Fatal(err)
	}
	if found, err := b.provider.GetPod(context.Background(), old.Namespace, old.Name); err == nil {
		t.Errorf("got %s for a pod that is not here yet", found.UID)
	}
	b.begin(successor)
	b.awaitPhase(successor, corev1.PodSucceeded)
}

// A node process that was killed runs none of its own code any more: a second provider on the same directory stands for
// its successor.
func TestANewNodeProcessEndsWhatItsPredecessorLeft(t *testing.T) {
	b := newBed(t)
	first := b.provider
	pod := b.begin(b.podOf(shell("main", "sleep 1000 & setsid sleep 1000 & trap '' TERM; echo up; while true; do sleep 0.02; done")))
	b.awaitLog(pod, "up")
	running := b.now(pod)
	if len(b.processes()) < 3 {
		t.Fatalf("processes %v, want the shell and both sleeps", b.processes())
	}
	b.start()
	if left := b.processes(); len(left) > 0 {
		t.Errorf("after the start there are still %v", left)
	}
	b.begin(running)
	ended := b.awaitPhase(running, corev1.PodFailed)
	state := ended.Status.ContainerStatuses[0].State.Terminated
	if state == nil || state.Reason != "ContainerStatusUnknown" {
		t.Errorf("state %+v, want ContainerStatusUnknown", state)
	}
	first.Stop(context.Background())
}

func TestLeftoversAreEndedFromTheRecordAlone(t *testing.T) {
	b := newBed(t)
	// env -i takes away the mark by which the processes could be found otherwise.
	pod := b.begin(b.podOf(shell("main", "echo up; exec env -i sleep 1000")))
	b.awaitLog(pod, "up")
	b.await("the mark to be gone", func() error {
		if marked := b.processes(); len(marked) > 0 {
			return fmt.Errorf("%v", marked)
		}
		return nil
	})
	if err := EndLeftovers(context.Background(), b.config.Dir); err != nil {
		t.Fatal(err)
	}
	b.awaitPhase(pod, corev1.PodFailed)
}

func TestAnEvictedPodFailsAtOnceWithItsMessage(t *testing.T) {
	b := newBed(t)
	pod := b.begin(b.podOf(shell("main", "trap '' TERM; echo up; while true; do sleep 0.02; done")))
	b.awaitLog(pod, "up")
	asked := pod.DeepCopy()
	asked.Annotations = map[string]string{evictAnnotation: "The node was low on resource: memory."}
	for range 2 { // whatever else changes of it later
		if err := b.provider.UpdatePod(context.Background(), asked); err != nil {
			t.Fatal(err)
		}
	}
	ended := b.awaitPhase(pod, corev1.PodFailed)
	b.expect("reason", ended.Status.Reason, "Evicted")
	b.expect("message", ended.Status.Message, "The node was low on resource: memory.")
	b.awaitNoProcess()
}
