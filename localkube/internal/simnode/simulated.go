package simnode

import (
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// simulated is one pod. It has a timer and no goroutine.
type simulated struct {
	provider *Provider

	mutex sync.Mutex
	pod   *corev1.Pod // the object as last seen; its status is ours
	times timings
	timer *time.Timer
	ended bool
}

// begin also takes up a pod that an earlier process of the node had begun, by the start time in its status.
func (s *simulated) begin() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.pod.Status.StartTime == nil {
		now := metav1.Now()
		s.pod.Status.StartTime = &now
	}
	s.pod.Status.HostIP = s.provider.nodeIP
	s.pod.Status.HostIPs = []corev1.HostIP{{IP: s.provider.nodeIP}}
	times, err := readTimings(s.pod)
	if err == nil {
		s.times = times
		s.pod.Status.PodIP, err = s.provider.addresses.Take()
	}
	if err != nil {
		s.end(1, "BadSimulation", err.Error())
		return
	}
	s.pod.Status.PodIPs = []corev1.PodIP{{IP: s.pod.Status.PodIP}}
	if s.pod.Status.Phase == corev1.PodRunning {
		s.timer = time.AfterFunc(0, s.run)
		return
	}
	s.pod.Status.Phase = corev1.PodPending
	s.setStatuses(corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: "ContainerCreating"}})
	s.publish()
	s.timer = time.AfterFunc(time.Until(s.startTime().Add(times.start)), s.run)
}

func (s *simulated) startTime() time.Time { return s.pod.Status.StartTime.Time }

func (s *simulated) run() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.ended {
		return
	}
	s.pod.Status.Phase = corev1.PodRunning
	s.setStatuses(corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: metav1.Now()}})
	s.publish()
	length := s.times.start + s.times.run
	if seconds := s.pod.Spec.ActiveDeadlineSeconds; seconds != nil && time.Duration(*seconds)*time.Second < length {
		limit := time.Duration(*seconds) * time.Second
		s.timer = time.AfterFunc(time.Until(s.startTime().Add(limit)), s.expire)
		return
	}
	s.timer = time.AfterFunc(time.Until(s.startTime().Add(length)), s.complete)
}

func (s *simulated) complete() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.end(s.times.exitCode, "", "")
}

func (s *simulated) expire() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.end(sigtermExit, "DeadlineExceeded", "Pod was active on the node longer than the specified deadline")
}

// sigtermExit is the exit code of a program that SIGTERM ends.
const sigtermExit = 143

func (s *simulated) terminate() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.ended {
		s.publish()
		return
	}
	s.end(sigtermExit, "", "")
}

// end runs under the mutex.
func (s *simulated) end(exitCode int32, reason, message string) {
	if s.ended {
		return
	}
	s.stop()
	terminated := &corev1.ContainerStateTerminated{
		ExitCode: exitCode, Reason: "Completed", StartedAt: *s.pod.Status.StartTime, FinishedAt: metav1.Now(),
	}
	s.pod.Status.Phase = corev1.PodSucceeded
	if exitCode != 0 {
		terminated.Reason = "Error"
		s.pod.Status.Phase = corev1.PodFailed
	}
	s.pod.Status.Reason, s.pod.Status.Message = reason, message
	s.setStatuses(corev1.ContainerState{Terminated: terminated})
	s.publish()
}

// stop runs under the mutex.
func (s *simulated) stop() {
	s.ended = true
	if s.timer != nil {
		s.timer.Stop()
	}
	s.provider.addresses.Give(s.pod.Status.PodIP)
}

func (s *simulated) forget() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if !s.ended {
		s.stop()
	}
}

func (s *simulated) take(pod *corev1.Pod) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	status := s.pod.Status
	s.pod = pod.DeepCopy()
	s.pod.Status = status
}

func (s *simulated) snapshot() *corev1.Pod {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.pod.DeepCopy()
}

// publish runs under the mutex.
func (s *simulated) publish() {
	s.provider.host.Statuses.Set(s.pod.UID, s.pod.Status, s.ended && s.pod.DeletionTimestamp != nil)
}

// setStatuses puts all containers, and the conditions that follow, into one state.
func (s *simulated) setStatuses(state corev1.ContainerState) {
	running := state.Running != nil
	s.pod.Status.ContainerStatuses = nil
	for _, container := range s.pod.Spec.Containers {
		s.pod.Status.ContainerStatuses = append(s.pod.Status.ContainerStatuses, corev1.ContainerStatus{
			Name: container.Name, Image: container.Image, State: state, Ready: running, Started: &running,
		})
	}
	s.setCondition(corev1.PodScheduled, true)
	s.setCondition(corev1.PodInitialized, true)
	s.setCondition(corev1.ContainersReady, running)
	s.setCondition(corev1.PodReady, running)
}

func (s *simulated) setCondition(kind corev1.PodConditionType, holds bool) {
	value := corev1.ConditionFalse
	if holds {
		value = corev1.ConditionTrue
	}
	conditions := s.pod.Status.Conditions
	for i := range conditions {
		if conditions[i].Type == kind {
			if conditions[i].Status != value {
				conditions[i].LastTransitionTime = metav1.Now()
			}
			conditions[i].Status = value
			return
		}
	}
	s.pod.Status.Conditions = append(conditions, corev1.PodCondition{
		Type: kind, Status: value, LastTransitionTime: metav1.Now(),
	})
}
