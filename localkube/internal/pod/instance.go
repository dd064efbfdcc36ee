package pod

import (
	"context"
	"fmt"
	"os"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Reasons of pods and containers, as a kubelet gives them.
const (
	reasonDeadline      = "DeadlineExceeded"
	reasonEvicted       = "Evicted"
	reasonUnknown       = "ContainerStatusUnknown"
	reasonCreating      = "ContainerCreating"
	reasonInitializing  = "PodInitializing"
	reasonCrashLoop     = "CrashLoopBackOff"
	reasonErrImagePull  = "ErrImagePull"
	reasonImageBackOff  = "ImagePullBackOff"
	reasonConfigError   = "CreateContainerConfigError"
	reasonStartError    = "StartError"
	reasonCompleted     = "Completed"
	reasonError         = "Error"
	defaultGraceSeconds = 30
)

// evictAnnotation asks for a pod to be evicted, with its value as the kubelet's message: nothing here measures what a pod
// uses.
const evictAnnotation = "localkube.henge.io/evict"

// instance is one pod on this node, from its creation until its object is gone. One goroutine runs it; that goroutine
// and those of its containers end with the pod's last process.
type instance struct {
	provider *Provider
	dir      string
	spec     corev1.PodSpec // as it was at the beginning; only the deadline may change later
	done     chan struct{}  // closed when no process is left and the last status is set

	term     context.Context // ends when processes get SIGTERM and nothing is started any more
	kill     context.Context // ends when processes get SIGKILL
	sendTerm context.CancelFunc
	sendKill context.CancelFunc

	mutex    sync.Mutex
	pod      *corev1.Pod // the object as last seen; its status is ours
	state    podState
	deadline *time.Timer
	killer   *time.Timer
	evicted  bool // or about to be
}

func newInstance(provider *Provider, pod *corev1.Pod) *instance {
	i := &instance{
		provider: provider, dir: provider.podDir(pod), done: make(chan struct{}),
		spec: *pod.Spec.DeepCopy(), pod: pod.DeepCopy(),
	}
	i.term, i.sendTerm = context.WithCancel(context.Background())
	i.kill, i.sendKill = context.WithCancel(context.Background())
	i.state = newPodState(i.pod)
	return i
}

func (i *instance) run() {
	defer i.finish()
	if !i.begin() {
		return
	}
	if !i.makeVolumes() {
		return
	}
	var sidecars sync.WaitGroup
	sidecarTerm, endSidecars := context.WithCancel(i.term)
	defer sidecars.Wait()
	defer i.killLater()
	defer endSidecars()
	if !i.initialize(sidecarTerm, &sidecars) {
		return
	}
	i.update(func(state *podState) { state.initialized = true })
	var mains sync.WaitGroup
	for index := range i.spec.Containers {
		mains.Go(func() { i.runContainer(i.term, i.mainContainer(index)) })
	}
	mains.Wait()
}

// begin gives the pod its address and its first status. It returns false for a pod that must not run (again).
func (i *instance) begin() bool {
	if i.state.interrupted && i.spec.RestartPolicy == corev1.RestartPolicyNever {
		return false
	}
	ip, err := i.address()
	i.update(func(state *podState) {
		state.ip, state.hostIP = ip, i.provider.config.NodeIP
		if err != nil {
			state.failed, state.message = "OutOfPodIPs", err.Error()
		}
		if state.startTime == nil {
			now := metav1.Now()
			state.startTime = &now
		}
	})
	if err != nil {
		return false
	}
	if err := os.MkdirAll(i.dir, 0o755); err != nil {
		i.update(func(state *podState) { state.failed, state.message = "NodeError", err.Error() })
		return false
	}
	i.mutex.Lock()
	defer i.mutex.Unlock()
	i.armDeadline()
	return true
}

func (i *instance) address() (string, error) {
	if i.spec.HostNetwork {
		return i.provider.config.NodeIP, nil
	}
	return i.provider.config.Addresses.Take()
}

// initialize runs the init containers in their order; those that restart always (sidecars) only have to start.
func (i *instance) initialize(sidecarTerm context.Context, sidecars *sync.WaitGroup) bool {
	for index := range i.spec.InitContainers {
		container := i.initContainer(index)
		if container.sidecar {
			sidecars.Go(func() { i.runContainer(sidecarTerm, container) })
			select {
			case <-container.started:
				continue
			case <-i.term.Done():
				return false
			}
		}
		if exit := i.runContainer(i.term, container); exit != 0 {
			i.update(func(state *podState) { state.initFailed = true })
			return false
		}
	}
	return i.term.Err() == nil
}

// finish runs when no process is left.
func (i *instance) finish() {
	defer close(i.done)
	i.sendTerm()
	i.sendKill()
	i.mutex.Lock()
	defer i.mutex.Unlock()
	for _, timer := range []*time.Timer{i.deadline, i.killer} {
		if timer != nil {
			timer.Stop()
		}
	}
	i.state.finish()
	if i.state.ip != "" && !i.spec.HostNetwork {
		i.provider.config.Addresses.Give(i.state.ip)
	}
	i.publish()
}

// update changes the state and has the new status written.
func (i *instance) update(change func(*podState)) {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	change(&i.state)
	i.publish()
}

// publish runs under the mutex.
func (i *instance) publish() {
	i.pod.Status = i.state.compose(i.pod)
	remove := i.state.finished && i.pod.DeletionTimestamp != nil
	i.provider.host.Statuses.Set(i.pod.UID, i.pod.Status, remove)
}

func (i *instance) snapshot() *corev1.Pod {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	return i.pod.DeepCopy()
}

// take takes over what may change of a pod's object, and keeps our status.
func (i *instance) take(pod *corev1.Pod) {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	status := i.pod.Status
	i.pod = pod.DeepCopy()
	i.pod.Status = status
	if i.state.finished {
		return
	}
	i.armDeadline()
	if message, asked := pod.Annotations[evictAnnotation]; asked && !i.evicted {
		i.evicted = true
		go i.evict(message)
	}
}

// delete begins the end of the pod that its object's deletion asks for. A later, shorter grace is honoured too.
func (i *instance) delete(pod *corev1.Pod) {
	i.take(pod)
	grace := i.grace()
	if pod.DeletionGracePeriodSeconds != nil {
		grace = time.Duration(*pod.DeletionGracePeriodSeconds) * time.Second
	}
	i.event(corev1.EventTypeNormal, "Killing", fmt.Sprintf("Stopping pod %s", pod.Name))
	i.stop(grace)
	i.update(func(*podState) {})
}

func (i *instance) grace() time.Duration {
	if seconds := i.spec.TerminationGracePeriodSeconds; seconds != nil {
		return time.Duration(*seconds) * time.Second
	}
	return defaultGraceSeconds * time.Second
}

// stop sends SIGTERM now and SIGKILL after the grace. Called again, the earlier SIGKILL counts.
func (i *instance) stop(grace time.Duration) {
	i.sendTerm()
	i.mutex.Lock()
	defer i.mutex.Unlock()
	if i.state.finished {
		return
	}
	at := time.Now().Add(grace)
	if i.killer != nil {
		if !i.state.killAt.After(at) {
			return
		}
		i.killer.Stop()
	}
	i.state.killAt = at
	i.killer = time.AfterFunc(grace, i.sendKill)
}

// killLater bounds the end of the sidecars when the others have ended by themselves.
func (i *instance) killLater() {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	if i.killer == nil {
		i.state.killAt = time.Now().Add(i.grace())
		i.killer = time.AfterFunc(i.grace(), i.sendKill)
	}
}

// armDeadline runs under the mutex.
func (i *instance) armDeadline() {
	seconds := i.pod.Spec.ActiveDeadlineSeconds
	if i.deadline != nil {
		i.deadline.Stop()
	}
	if seconds == nil || i.state.startTime == nil {
		return
	}
	end := i.state.startTime.Add(time.Duration(*seconds) * time.Second)
	i.deadline = time.AfterFunc(time.Until(end), i.expire)
}

func (i *instance) expire() {
	message := "Pod was active on the node longer than the specified deadline"
	i.fail(reasonDeadline, message)
	i.event(corev1.EventTypeNormal, reasonDeadline, message)
	i.stop(i.grace())
}

// evict ends the pod at once, as a kubelet does on a node that lacks something.
func (i *instance) evict(message string) {
	i.fail(reasonEvicted, message)
	i.update(func(state *podState) {
		state.setCondition(corev1.DisruptionTarget, true, corev1.PodReasonTerminationByKubelet)
	})
	i.event(corev1.EventTypeWarning, reasonEvicted, message)
	i.stop(0)
}

// fail notes why the pod as a whole fails, unless it has ended or failed before.
func (i *instance) fail(reason, message string) {
	i.update(func(state *podState) {
		if state.failed == "" && !state.finished {
			state.failed, state.message = reason, message
		}
	})
}

func (i *instance) event(kind, reason, message string) {
	i.provider.host.Events.Event(i.snapshot(), kind, reason, message)
}
