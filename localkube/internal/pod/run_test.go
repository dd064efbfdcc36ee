package pod

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
)

func TestExitCodesAndReasons(t *testing.T) {
	b := newBed(t)
	for _, c := range []struct {
		script, reason string
		code           int32
		phase          corev1.PodPhase
	}{
		{"exit 0", "Completed", 0, corev1.PodSucceeded},
		{"exit 7", "Error", 7, corev1.PodFailed},
		{"kill -9 $$$$", "Error", 137, corev1.PodFailed},
		{"kill -15 $$$$", "Error", 143, corev1.PodFailed},
	} {
		pod := b.awaitPhase(b.begin(b.podOf(shell("main", c.script))), c.phase)
		ended := pod.Status.ContainerStatuses[0].State.Terminated
		if ended == nil || ended.ExitCode != c.code || ended.Reason != c.reason {
			t.Errorf("%s: %+v, want %d %s", c.script, ended, c.code, c.reason)
		}
		if pod.Status.StartTime == nil || ended.ContainerID == "" || ended.FinishedAt.IsZero() {
			t.Errorf("%s: status lacks start time, container id or end: %+v", c.script, pod.Status)
		}
	}
}

func TestARunningPodIsReadyAndHasAnAddressOfItsOwn(t *testing.T) {
	b := newBed(t)
	seen := map[string]bool{}
	for range 3 {
		pod := b.awaitPhase(b.begin(b.podOf(shell("main", "sleep 1000"))), corev1.PodRunning)
		if pod.Status.PodIP == "" || seen[pod.Status.PodIP] {
			t.Errorf("pod IP %q is empty or taken", pod.Status.PodIP)
		}
		seen[pod.Status.PodIP] = true
		for _, condition := range pod.Status.Conditions {
			if condition.Status != corev1.ConditionTrue {
				t.Errorf("condition %s is %s", condition.Type, condition.Status)
			}
		}
		if status := pod.Status.ContainerStatuses[0]; !status.Ready || status.Started == nil || !*status.Started {
			t.Errorf("container is not ready: %+v", status)
		}
	}
}

func TestInitContainersRunInOrderBeforeTheOthers(t *testing.T) {
	b := newBed(t)
	trace := filepath.Join(t.TempDir(), "trace")
	pod := b.podOf(shell("main", "echo main >> "+trace))
	pod.Spec.InitContainers = []corev1.Container{
		shell("one", "sleep 0.2; echo one >> "+trace), shell("two", "echo two >> "+trace),
	}
	b.awaitPhase(b.begin(pod), corev1.PodSucceeded)
	content, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	b.expect("order", string(content), "one\ntwo\nmain\n")
}

func TestAFailedInitContainerFailsThePodAndTheOthersNeverStart(t *testing.T) {
	b := newBed(t)
	pod := b.podOf(shell("main", "echo must not run"))
	pod.Spec.InitContainers = []corev1.Container{shell("one", "exit 4")}
	ended := b.awaitPhase(b.begin(pod), corev1.PodFailed)
	if waiting := ended.Status.ContainerStatuses[0].State.Waiting; waiting == nil || waiting.Reason != "PodInitializing" {
		t.Errorf("main is %+v, want it waiting", ended.Status.ContainerStatuses[0].State)
	}
	if one := ended.Status.InitContainerStatuses[0].State.Terminated; one == nil || one.ExitCode != 4 {
		t.Errorf("init container is %+v, want exit code 4", one)
	}
}

func TestASidecarRunsBesideAndEndsWithThePod(t *testing.T) {
	b := newBed(t)
	always := corev1.ContainerRestartPolicyAlways
	sidecar := shell("side", "sleep 1000")
	sidecar.RestartPolicy = &always
	pod := b.podOf(shell("main", "exit 0"))
	pod.Spec.InitContainers = []corev1.Container{sidecar}
	ended := b.awaitPhase(b.begin(pod), corev1.PodSucceeded)
	if side := ended.Status.InitContainerStatuses[0].State.Terminated; side == nil || side.ExitCode != 143 {
		t.Errorf("sidecar is %+v, want ended by SIGTERM", side)
	}
}

func TestTwoContainersEndOnTheirOwn(t *testing.T) {
	b := newBed(t)
	gate := filepath.Join(t.TempDir(), "gate")
	pod := b.begin(b.podOf(shell("main", "exit 0"), shell("other", fmt.Sprintf("until [ -e %s ]; do sleep 0.02; done; exit 5", gate))))
	b.await("the first to end", func() error {
		now := b.now(pod)
		if now.Status.Phase != corev1.PodRunning || now.Status.ContainerStatuses[0].State.Terminated == nil {
			return fmt.Errorf("%s %+v", now.Status.Phase, now.Status.ContainerStatuses)
		}
		return nil
	})
	if err := os.WriteFile(gate, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	ended := b.awaitPhase(pod, corev1.PodFailed)
	if code := ended.Status.ContainerStatuses[1].State.Terminated.ExitCode; code != 5 {
		t.Errorf("exit code %d, want 5", code)
	}
}

func TestOnFailureRestartsUntilSuccess(t *testing.T) {
	b := newBed(t)
	count := filepath.Join(t.TempDir(), "count")
	pod := b.podOf(shell("main", fmt.Sprintf("echo x >> %s; echo run $(wc -l < %s); [ $(wc -l < %s) -ge 3 ]", count, count, count)))
	pod.Spec.RestartPolicy = corev1.RestartPolicyOnFailure
	ended := b.awaitPhase(b.begin(pod), corev1.PodSucceeded)
	status := ended.Status.ContainerStatuses[0]
	if status.RestartCount != 2 || status.LastTerminationState.Terminated == nil {
		t.Errorf("restarts %d, last state %+v; want 2 and one", status.RestartCount, status.LastTerminationState)
	}
	b.expect("log", b.log(pod, "main", corev1.PodLogOptions{}), "run 3\n")
	b.expect("previous log", b.log(pod, "main", corev1.PodLogOptions{Previous: true}), "run 2\n")
}

func TestDeadline(t *testing.T) {
	b := newBed(t)
	pod := b.podOf(shell("main", "sleep 1000"))
	seconds := int64(1)
	pod.Spec.ActiveDeadlineSeconds = &seconds
	begun := time.Now()
	ended := b.awaitPhase(b.begin(pod), corev1.PodFailed)
	b.expect("reason", ended.Status.Reason, "DeadlineExceeded")
	if took := time.Since(begun); took < time.Second {
		t.Errorf("ended after %v, before the deadline", took)
	}
}

func TestUnknownImageWaitsAsAKubeletDoes(t *testing.T) {
	b := newBed(t)
	container := shell("main", "exit 0")
	container.Image = "nowhere/none:1"
	pod := b.begin(b.podOf(container))
	for _, reason := range []string{"ErrImagePull", "ImagePullBackOff"} {
		b.await(reason, func() error {
			now := b.now(pod)
			if len(now.Status.ContainerStatuses) == 0 {
				return errors.New("no status yet")
			}
			waiting := now.Status.ContainerStatuses[0].State.Waiting
			if now.Status.Phase != corev1.PodPending || waiting == nil || waiting.Reason != reason {
				return fmt.Errorf("%s, %+v", now.Status.Phase, waiting)
			}
			if !strings.Contains(waiting.Message, "nowhere/none:1") {
				t.Errorf("message does not name the image: %s", waiting.Message)
			}
			return nil
		})
	}
}

func TestAProgramThatIsMissingIsAStartError(t *testing.T) {
	b := newBed(t)
	container := corev1.Container{Name: "main", Image: testImage, Command: []string{"/no/such/program"}}
	ended := b.awaitPhase(b.begin(b.podOf(container)), corev1.PodFailed)
	state := ended.Status.ContainerStatuses[0].State.Terminated
	if state == nil || state.ExitCode != 128 || state.Reason != "StartError" || !strings.Contains(state.Message, "/no/such/program") {
		t.Errorf("state %+v, want StartError that names the program", state)
	}
}

func TestTerminationMessage(t *testing.T) {
	b := newBed(t)
	ended := b.awaitPhase(b.begin(b.podOf(shell("main", "echo -n because > $TERMINATION_LOG; exit 1"))), corev1.PodFailed)
	b.expect("message", ended.Status.ContainerStatuses[0].State.Terminated.Message, "because")
	fallback := shell("main", "echo last words; exit 1")
	fallback.TerminationMessagePolicy = corev1.TerminationMessageFallbackToLogsOnError
	ended = b.awaitPhase(b.begin(b.podOf(fallback)), corev1.PodFailed)
	b.expect("message", ended.Status.ContainerStatuses[0].State.Terminated.Message, "last words\n")
}
