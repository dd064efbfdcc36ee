// Package pod runs the pods of a node as processes of this machine.
package pod

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/virtual-kubelet/virtual-kubelet/errdefs"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"

	"henge.io/localkube/internal/loopback"
	"henge.io/localkube/internal/node"
)

// Config says how a node runs its pods.
type Config struct {
	Node        string
	NodeIP      string
	Dir         string            // everything of the node's pods lies in it
	Tag         string            // in the environment of all pod processes, see TagVariable
	Images      map[string]string // image name to directory
	Addresses   *loopback.Pool
	Allocatable corev1.ResourceList
	Pace        Pace
}

// Pace is how fast a node repeats what failed.
type Pace struct {
	BackoffFirst time.Duration // before the second restart of a container and before an image is tried again; doubles
	BackoffMax   time.Duration
	RetryFirst   time.Duration // before volumes or an environment that could not be made are tried again; doubles
	RetryMax     time.Duration
	LogSample    time.Duration // how exactly the times of log lines are known
}

// KubeletPace is the pace of a real kubelet, but for retries, which are quicker.
func KubeletPace() Pace {
	return Pace{
		BackoffFirst: 10 * time.Second, BackoffMax: 5 * time.Minute,
		RetryFirst: 200 * time.Millisecond, RetryMax: 5 * time.Second,
		LogSample: 50 * time.Millisecond,
	}
}

// Provider runs each pod as a set of process groups. It implements node.Provider.
type Provider struct {
	config Config
	host   node.Host
	times  *logTimes

	mutex     sync.Mutex
	instances map[types.UID]*instance
}

var _ node.Provider = (*Provider)(nil)

// New ends whatever an earlier process of the same node left behind, and makes a provider.
func New(ctx context.Context, config Config, host node.Host) (*Provider, error) {
	if err := os.MkdirAll(filepath.Join(config.Dir, podsDir), 0o755); err != nil {
		return nil, fmt.Errorf("--dir %s: %w", config.Dir, err)
	}
	if err := EndLeftovers(ctx, config.Dir); err != nil {
		return nil, fmt.Errorf("end pods of the node's earlier process: %w", err)
	}
	if err := endTagged(ctx, config.Tag+"/"+config.Node); err != nil {
		return nil, fmt.Errorf("end pods of the node's earlier process: %w", err)
	}
	provider := &Provider{config: config, host: host, instances: map[types.UID]*instance{}}
	provider.times = newLogTimes(ctx, config.Pace.LogSample)
	return provider, nil
}

// CreatePod starts a pod and returns at once. What goes wrong later shows in the pod's status.
func (p *Provider) CreatePod(_ context.Context, pod *corev1.Pod) error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if _, known := p.instances[pod.UID]; known {
		return nil
	}
	p.host.Statuses.Track(pod)
	instance := newInstance(p, pod)
	p.instances[pod.UID] = instance
	go instance.run()
	return nil
}

// UpdatePod takes over changed labels, annotations and deadline; nothing else of a pod may change.
func (p *Provider) UpdatePod(_ context.Context, pod *corev1.Pod) error {
	instance := p.instance(pod.UID)
	if instance == nil {
		return errdefs.NotFoundf("pod %s/%s is not on this node", pod.Namespace, pod.Name)
	}
	instance.take(pod)
	return nil
}

// DeletePod begins the graceful end of a pod. Its object is deleted when its last process has ended.
func (p *Provider) DeletePod(_ context.Context, pod *corev1.Pod) error {
	instance := p.instance(pod.UID)
	if instance == nil {
		return errdefs.NotFoundf("pod %s/%s is not on this node", pod.Namespace, pod.Name)
	}
	instance.delete(pod)
	return nil
}

// Gone ends what is left of a pod and removes its directory.
func (p *Provider) Gone(uid types.UID) {
	p.mutex.Lock()
	instance := p.instances[uid]
	delete(p.instances, uid)
	p.mutex.Unlock()
	go func() {
		if instance != nil {
			instance.stop(instance.grace())
			<-instance.done
		}
		p.removeDir(uid)
	}()
}

// Stop ends all pods, more quickly than their grace periods may ask.
func (p *Provider) Stop(context.Context) {
	instances := p.all()
	for _, instance := range instances {
		instance.stop(LeftoverGrace)
	}
	for _, instance := range instances {
		<-instance.done
	}
}

// GetPod returns the pod of that name, unless a new object has taken the name: then the old pod, which may still be
// ending, is none of virtual-kubelet's business.
func (p *Provider) GetPod(_ context.Context, namespace, name string) (*corev1.Pod, error) {
	current, err := p.host.Pods.Pods(namespace).Get(name)
	for _, instance := range p.all() {
		pod := instance.snapshot()
		if pod.Namespace == namespace && pod.Name == name && (err != nil || current.UID == pod.UID) {
			return pod, nil
		}
	}
	return nil, errdefs.NotFoundf("pod %s/%s is not on this node", namespace, name)
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
	var pods []*corev1.Pod
	for _, instance := range p.all() {
		pods = append(pods, instance.snapshot())
	}
	return pods, nil
}

// NotifyPods is not needed: node.Statuses writes statuses.
func (p *Provider) NotifyPods(context.Context, func(*corev1.Pod)) {}

func (p *Provider) instance(uid types.UID) *instance {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.instances[uid]
}

func (p *Provider) all() []*instance {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	list := make([]*instance, 0, len(p.instances))
	for _, instance := range p.instances {
		list = append(list, instance)
	}
	return list
}
