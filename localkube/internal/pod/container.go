package pod

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// longRun is how long a container must have run for its restart back-off to begin anew, as with a kubelet.
const longRun = 10 * time.Minute

// container is one container of an instance. Only the goroutine that runs it uses it.
type container struct {
	spec    corev1.Container
	dir     string
	policy  corev1.RestartPolicy
	sidecar bool
	started chan struct{} // closed when it first runs
	begin   sync.Once
	status  func(*podState) *corev1.ContainerStatus
}

func (i *instance) mainContainer(index int) *container {
	return i.container(i.spec.Containers[index], i.spec.RestartPolicy,
		func(state *podState) *corev1.ContainerStatus { return &state.mains[index] })
}

// initContainer: an init container that may restart does so only after a failure; one of its own policy Always is a
// sidecar.
func (i *instance) initContainer(index int) *container {
	spec := i.spec.InitContainers[index]
	policy := corev1.RestartPolicyOnFailure
	if i.spec.RestartPolicy == corev1.RestartPolicyNever {
		policy = corev1.RestartPolicyNever
	}
	sidecar := spec.RestartPolicy != nil && *spec.RestartPolicy == corev1.ContainerRestartPolicyAlways
	if sidecar {
		policy = corev1.RestartPolicyAlways
	}
	made := i.container(spec, policy, func(state *podState) *corev1.ContainerStatus { return &state.inits[index] })
	made.sidecar = sidecar
	return made
}

func (i *instance) container(
	spec corev1.Container, policy corev1.RestartPolicy, status func(*podState) *corev1.ContainerStatus,
) *container {
	return &container{
		spec: spec, dir: filepath.Join(i.dir, spec.Name), policy: policy,
		started: make(chan struct{}), status: status,
	}
}

// runContainer runs a container, again and again as its policy says, until it has ended for good. It returns the last
// exit code, or 137 if it never ran.
func (i *instance) runContainer(term context.Context, c *container) int32 {
	exit := int32(137)
	backoff := time.Duration(0)
	for restart := i.firstRestart(c); ; restart++ {
		command, ready := i.prepare(term, c, restart)
		if !ready {
			return exit
		}
		began := time.Now()
		exit = i.runOnce(term, c, command, restart)
		again := c.policy == corev1.RestartPolicyAlways || c.policy == corev1.RestartPolicyOnFailure && exit != 0
		if !again || term.Err() != nil {
			return exit
		}
		if time.Since(began) > longRun {
			backoff = 0
		}
		if !i.backOff(term, c, backoff) {
			return exit
		}
		backoff = next(backoff, i.provider.config.Pace.BackoffFirst, i.provider.config.Pace.BackoffMax)
	}
}

func next(delay, first, most time.Duration) time.Duration {
	return min(max(2*delay, first), most)
}

// firstRestart continues the count of an earlier process of the node.
func (i *instance) firstRestart(c *container) int32 {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	status := c.status(&i.state)
	if status.State.Terminated != nil {
		status.LastTerminationState = status.State
		return status.RestartCount + 1
	}
	return status.RestartCount
}

// backOff waits before a restart. It returns false when the container must end meanwhile.
func (i *instance) backOff(term context.Context, c *container, delay time.Duration) bool {
	if delay > 0 {
		message := fmt.Sprintf("back-off %v restarting failed container=%s pod=%s", delay, c.spec.Name, i.snapshot().Name)
		i.event(corev1.EventTypeWarning, "BackOff", message)
		i.update(func(state *podState) {
			status := c.status(state)
			if status.State.Terminated != nil {
				status.LastTerminationState = status.State
			}
			status.State = waiting(reasonCrashLoop, message)
		})
	}
	return sleep(term, delay)
}

// sleep returns false when the context ended first.
func sleep(ctx context.Context, delay time.Duration) bool {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

func waiting(reason, message string) corev1.ContainerState {
	return corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason, Message: message}}
}

// runOnce starts the container's process and waits for its end.
func (i *instance) runOnce(term context.Context, c *container, command command, restart int32) int32 {
	id := i.containerID(c, restart)
	begin := metav1.Now()
	i.provider.times.watch(command.log)
	defer i.provider.times.unwatch(command.log)
	process, err := start(command, filepath.Join(c.dir, processFile))
	if err != nil {
		i.event(corev1.EventTypeWarning, "Failed", "Error: "+err.Error())
		i.ended(c, id, corev1.ContainerStateTerminated{
			ExitCode: 128, Reason: reasonStartError, Message: err.Error(), StartedAt: begin, FinishedAt: metav1.Now(),
		})
		return 128
	}
	i.event(corev1.EventTypeNormal, "Started", "Started container "+c.spec.Name)
	i.update(func(state *podState) {
		status := c.status(state)
		if status.State.Terminated != nil {
			status.LastTerminationState = status.State
		}
		started := true
		status.State = corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: begin}}
		status.ContainerID, status.ImageID, status.RestartCount = id, "localkube://"+command.image, restart
		status.Ready, status.Started = true, &started
	})
	c.begin.Do(func() { close(c.started) })
	exit := process.wait(term, i.kill)
	terminated := corev1.ContainerStateTerminated{
		ExitCode: exit.code, Reason: reasonCompleted, StartedAt: begin, FinishedAt: metav1.Now(),
		Message: terminationMessage(c.spec, command, exit.code),
	}
	if exit.code != 0 {
		terminated.Reason = reasonError
	}
	i.ended(c, id, terminated)
	return exit.code
}

func (i *instance) ended(c *container, id string, terminated corev1.ContainerStateTerminated) {
	terminated.ContainerID = id
	i.update(func(state *podState) {
		status := c.status(state)
		if status.State.Terminated != nil {
			status.LastTerminationState = status.State
		}
		status.State = corev1.ContainerState{Terminated: &terminated}
		status.ContainerID = id
		status.Started = new(bool)
		// An init container that did its work counts as ready.
		status.Ready = state.isInit(status) && terminated.ExitCode == 0 && !c.sidecar
	})
}

func (s *podState) isInit(status *corev1.ContainerStatus) bool {
	for index := range s.inits {
		if &s.inits[index] == status {
			return true
		}
	}
	return false
}

func (i *instance) containerID(c *container, restart int32) string {
	hash := sha256.Sum256([]byte(string(i.snapshot().UID) + "/" + c.spec.Name + "/" + strconv.Itoa(int(restart))))
	return fmt.Sprintf("localkube://%x", hash)
}

// terminationMessage is what the program wrote for the purpose, or the end of its log if it asked for that.
func terminationMessage(spec corev1.Container, command command, code int32) string {
	const most = 4096 // as with a kubelet
	if content, err := os.ReadFile(command.terminationLog); err == nil && len(content) > 0 {
		return string(content[max(0, len(content)-most):])
	}
	if spec.TerminationMessagePolicy != corev1.TerminationMessageFallbackToLogsOnError || code == 0 {
		return ""
	}
	return lastLines(command.log, 80, 2048)
}
