// Package simnode pretends to run pods: they pass through their phases at times given by annotations, and nothing runs.
// One process so carries thousands of pods.
package simnode

import (
	"context"
	"io"
	"sync"

	"github.com/virtual-kubelet/virtual-kubelet/errdefs"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"

	"henge.io/localkube/internal/loopback"
	"henge.io/localkube/internal/node"
)

// Provider simulates pods. It implements node.Provider.
type Provider struct {
	nodeIP    string
	addresses *loopback.Pool
	host      node.Host

	mutex sync.Mutex
	pods  map[types.UID]*simulated
}

var _ node.Provider = (*Provider)(nil)

// New makes a provider whose pods get their addresses from the pool.
func New(nodeIP string, addresses *loopback.Pool, host node.Host) *Provider {
	return &Provider{nodeIP: nodeIP, addresses: addresses, host: host, pods: map[types.UID]*simulated{}}
}

// CreatePod begins the pod's simulated life.
func (p *Provider) CreatePod(_ context.Context, pod *corev1.Pod) error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if _, known := p.pods[pod.UID]; known {
		return nil
	}
	p.host.Statuses.Track(pod)
	simulated := &simulated{provider: p, pod: pod.DeepCopy()}
	p.pods[pod.UID] = simulated
	simulated.begin()
	return nil
}

// UpdatePod takes over the object. The timings were read at the beginning.
func (p *Provider) UpdatePod(_ context.Context, pod *corev1.Pod) error {
	simulated := p.find(pod.UID)
	if simulated == nil {
		return errdefs.NotFound("no such pod")
	}
	simulated.take(pod)
	return nil
}

// DeletePod ends the pod at once, as if its program obeyed SIGTERM.
func (p *Provider) DeletePod(_ context.Context, pod *corev1.Pod) error {
	simulated := p.find(pod.UID)
	if simulated == nil {
		return errdefs.NotFound("no such pod")
	}
	simulated.take(pod)
	simulated.terminate()
	return nil
}

// Gone forgets a pod.
func (p *Provider) Gone(uid types.UID) {
	p.mutex.Lock()
	simulated := p.pods[uid]
	delete(p.pods, uid)
	p.mutex.Unlock()
	if simulated != nil {
		simulated.forget()
	}
}

// Stop forgets all pods; a later process of the node takes them up again.
func (p *Provider) Stop(context.Context) {
	p.mutex.Lock()
	pods := p.pods
	p.pods = map[types.UID]*simulated{}
	p.mutex.Unlock()
	for _, simulated := range pods {
		simulated.forget()
	}
}

// GetPod returns the pod that has the name now.
func (p *Provider) GetPod(_ context.Context, namespace, name string) (*corev1.Pod, error) {
	current, err := p.host.Pods.Pods(namespace).Get(name)
	if err == nil {
		if simulated := p.find(current.UID); simulated != nil {
			return simulated.snapshot(), nil
		}
	}
	return nil, errdefs.NotFound("no such pod")
}

// GetPodStatus returns the status of the pod that GetPod returns.
func (p *Provider) GetPodStatus(ctx context.Context, namespace, name string) (*corev1.PodStatus, error) {
	pod, err := p.GetPod(ctx, namespace, name)
	if err != nil {
		return nil, err
	}
	return &pod.Status, nil
}

// GetPods returns all pods.
func (p *Provider) GetPods(context.Context) ([]*corev1.Pod, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	var pods []*corev1.Pod
	for _, simulated := range p.pods {
		pods = append(pods, simulated.snapshot())
	}
	return pods, nil
}

// NotifyPods is not needed: node.Statuses writes statuses.
func (p *Provider) NotifyPods(context.Context, func(*corev1.Pod)) {}

// WriteLogs writes one line that says what this is.
func (p *Provider) WriteLogs(
	_ context.Context, to io.Writer, namespace, name, _ string, _ corev1.PodLogOptions,
) error {
	if _, err := p.host.Pods.Pods(namespace).Get(name); err != nil {
		return apierrors.NewNotFound(schema.GroupResource{Resource: "pods"}, name)
	}
	_, err := io.WriteString(to, "This pod is simulated: nothing runs in it.\n")
	return err
}

func (p *Provider) find(uid types.UID) *simulated {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.pods[uid]
}
