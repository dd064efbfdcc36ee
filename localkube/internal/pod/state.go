package pod

import (
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// podState is what a pod's status is made from.
type podState struct {
	ip, hostIP  string
	startTime   *metav1.Time
	initialized bool
	initFailed  bool
	finished    bool
	interrupted bool   // an earlier process of the node had begun it
	failed      string // reason why the pod as a whole failed
	message     string
	killAt      time.Time

	inits, mains []corev1.ContainerStatus // in the order of the spec
	conditions   []corev1.PodCondition
}

func newPodState(pod *corev1.Pod) podState {
	state := podState{conditions: slices.Clone(pod.Status.Conditions), startTime: pod.Status.StartTime}
	state.inits = firstStatuses(pod.Spec.InitContainers, pod.Status.InitContainerStatuses, reasonInitializing)
	waiting := reasonCreating
	if len(pod.Spec.InitContainers) > 0 {
		waiting = reasonInitializing
	}
	state.mains = firstStatuses(pod.Spec.Containers, pod.Status.ContainerStatuses, waiting)
	begun := func(status corev1.ContainerStatus) bool {
		return status.State.Waiting == nil || status.RestartCount > 0
	}
	state.interrupted = slices.ContainsFunc(state.inits, begun) || slices.ContainsFunc(state.mains, begun)
	return state
}

// firstStatuses takes over statuses that the object already has: an earlier process of the node wrote them.
func firstStatuses(containers []corev1.Container, old []corev1.ContainerStatus, waiting string) []corev1.ContainerStatus {
	statuses := make([]corev1.ContainerStatus, len(containers))
	for i, container := range containers {
		statuses[i] = corev1.ContainerStatus{
			Name: container.Name, Image: container.Image, Started: new(bool),
			State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: waiting}},
		}
		if len(old) == len(containers) && old[i].Name == container.Name {
			statuses[i] = *old[i].DeepCopy()
			if statuses[i].State.Running != nil {
				statuses[i].State = lostState("The node was restarted and ended the container", old[i].State.Running.StartedAt)
			}
		}
	}
	return statuses
}

func lostState(message string, startedAt metav1.Time) corev1.ContainerState {
	return corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{
		ExitCode: 137, Reason: reasonUnknown, Message: message, StartedAt: startedAt, FinishedAt: metav1.Now(),
	}}
}

// finish closes the statuses of containers that never ran, as a kubelet does when it ends a pod.
func (s *podState) finish() {
	s.finished = true
	for _, statuses := range [][]corev1.ContainerStatus{s.inits, s.mains} {
		for i := range statuses {
			statuses[i].Ready, statuses[i].Started = false, new(bool)
			if statuses[i].State.Terminated != nil {
				continue
			}
			// A container that waited to be restarted ends as it last ended.
			if last := statuses[i].LastTerminationState.Terminated; last != nil {
				statuses[i].State, statuses[i].LastTerminationState = statuses[i].LastTerminationState, corev1.ContainerState{}
				continue
			}
			if !s.initFailed {
				statuses[i].State = lostState("The container could not be located when the pod was terminated", metav1.Time{})
			}
		}
	}
}

// compose makes the status of the pod's object.
func (s *podState) compose(pod *corev1.Pod) corev1.PodStatus {
	status := corev1.PodStatus{
		Phase: s.phase(pod), Reason: s.failed, Message: s.message,
		StartTime: s.startTime, HostIP: s.hostIP, PodIP: s.ip, QOSClass: pod.Status.QOSClass,
		InitContainerStatuses: cloneStatuses(s.inits), ContainerStatuses: cloneStatuses(s.mains),
		ObservedGeneration: pod.Status.ObservedGeneration,
	}
	if s.hostIP != "" {
		status.HostIPs = []corev1.HostIP{{IP: s.hostIP}}
	}
	if s.ip != "" {
		status.PodIPs = []corev1.PodIP{{IP: s.ip}}
	}
	s.setConditions(status.Phase)
	status.Conditions = slices.Clone(s.conditions)
	return status
}

func cloneStatuses(statuses []corev1.ContainerStatus) []corev1.ContainerStatus {
	clones := make([]corev1.ContainerStatus, len(statuses))
	for i := range statuses {
		statuses[i].DeepCopyInto(&clones[i])
	}
	return clones
}

func (s *podState) phase(pod *corev1.Pod) corev1.PodPhase {
	if s.finished {
		return s.endPhase()
	}
	for _, status := range s.mains {
		if status.State.Waiting != nil && status.LastTerminationState.Terminated == nil {
			return corev1.PodPending
		}
	}
	if !s.initialized && len(pod.Spec.InitContainers) > 0 {
		return corev1.PodPending
	}
	return corev1.PodRunning
}

func (s *podState) endPhase() corev1.PodPhase {
	succeeded := func(status corev1.ContainerStatus) bool {
		return status.State.Terminated != nil && status.State.Terminated.ExitCode == 0
	}
	if s.failed != "" || s.initFailed {
		return corev1.PodFailed
	}
	for _, status := range s.mains {
		if !succeeded(status) {
			return corev1.PodFailed
		}
	}
	return corev1.PodSucceeded
}

func (s *podState) setConditions(phase corev1.PodPhase) {
	ready := len(s.mains) > 0 && !slices.ContainsFunc(s.mains, func(c corev1.ContainerStatus) bool { return !c.Ready })
	reason := ""
	switch {
	case phase == corev1.PodSucceeded:
		reason = "PodCompleted"
	case phase == corev1.PodFailed:
		reason = "PodFailed"
	case !ready:
		reason = "ContainersNotReady"
	}
	s.setCondition(corev1.PodReadyToStartContainers, s.ip != "" && !s.finished, "")
	initReason := ""
	if !s.initialized && len(s.inits) > 0 {
		initReason = "ContainersNotInitialized"
	}
	if phase == corev1.PodSucceeded {
		initReason = "PodCompleted"
	}
	s.setCondition(corev1.PodInitialized, s.initialized || len(s.inits) == 0, initReason)
	s.setCondition(corev1.ContainersReady, ready, reason)
	s.setCondition(corev1.PodReady, ready, reason)
	s.setCondition(corev1.PodScheduled, true, "")
}

func (s *podState) setCondition(kind corev1.PodConditionType, holds bool, reason string) {
	value := corev1.ConditionFalse
	if holds {
		value = corev1.ConditionTrue
	}
	for i := range s.conditions {
		if s.conditions[i].Type != kind {
			continue
		}
		if s.conditions[i].Status != value {
			s.conditions[i].LastTransitionTime = metav1.Now()
		}
		s.conditions[i].Status, s.conditions[i].Reason = value, reason
		return
	}
	s.conditions = append(s.conditions, corev1.PodCondition{
		Type: kind, Status: value, Reason: reason, LastTransitionTime: metav1.Now(),
	})
}
