// Package node joins a virtual kubelet to a cluster: it registers the node, keeps its lease, and hands the pods bound to
// it to a provider.
package node

import (
	"context"
	"fmt"
	"time"

	vk "github.com/virtual-kubelet/virtual-kubelet/node"
	"github.com/virtual-kubelet/virtual-kubelet/node/nodeutil"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	corev1client "k8s.io/client-go/kubernetes/typed/core/v1"
	corev1listers "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/record"
	"k8s.io/client-go/util/workqueue"
)

// podWorkers is how many pods are created, updated or deleted at the same time. Providers return at once, so few do.
const podWorkers = 8

// Provider carries out pods.
type Provider interface {
	vk.PodLifecycleHandler
	vk.PodNotifier
	LogSource
	// Gone says that the pod's object exists no more: whatever is left of the pod goes too.
	Gone(uid types.UID)
	// Stop ends all pods and returns when nothing of them runs any more.
	Stop(ctx context.Context)
}

// Host is what a provider gets from its node.
type Host struct {
	Client   kubernetes.Interface
	Pods     corev1listers.PodLister // the pods bound to this node
	Statuses *Statuses
	Events   record.EventRecorder
}

// Run is a node until the context ends.
func Run(ctx context.Context, config Config, makeProvider func(context.Context, Host) (Provider, error)) error {
	client, err := connect(config.Kubeconfig)
	if err != nil {
		return err
	}
	object, err := config.object()
	if err != nil {
		return err
	}
	broadcaster := record.NewBroadcaster()
	broadcaster.StartRecordingToSink(&corev1client.EventSinkImpl{Interface: client.CoreV1().Events("")})
	defer broadcaster.Shutdown()

	factory := informers.NewSharedInformerFactoryWithOptions(client, 0, nodeutil.PodInformerFilter(config.Name))
	pods := factory.Core().V1().Pods()
	host := Host{
		Client: client, Pods: pods.Lister(), Statuses: NewStatuses(client),
		Events: broadcaster.NewRecorder(scheme.Scheme, corev1.EventSource{Component: "kubelet", Host: config.Name}),
	}
	provider, err := makeProvider(ctx, host)
	if err != nil {
		return err
	}
	defer provider.Stop(context.WithoutCancel(ctx))
	if _, err := pods.Informer().AddEventHandler(onDelete(provider, host.Statuses)); err != nil {
		return fmt.Errorf("watch pods: %w", err)
	}
	stopServing, err := serve(config, provider)
	if err != nil {
		return err
	}
	defer stopServing()
	running, cancel := context.WithCancel(ctx)
	defer cancel()
	go host.Statuses.Run(running)
	return control(running, client, object, provider, factory)
}

func connect(kubeconfig string) (kubernetes.Interface, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, fmt.Errorf("--kubeconfig %s: %w", kubeconfig, err)
	}
	config.QPS = -1 // the API server itself is the limit
	return kubernetes.NewForConfig(config)
}

func onDelete(provider Provider, statuses *Statuses) cache.ResourceEventHandler {
	return cache.ResourceEventHandlerFuncs{DeleteFunc: func(object any) {
		if tombstone, missed := object.(cache.DeletedFinalStateUnknown); missed {
			object = tombstone.Obj
		}
		if pod, known := object.(*corev1.Pod); known {
			statuses.Forget(pod.UID)
			provider.Gone(pod.UID)
		}
	}}
}

// control runs virtual-kubelet's pod and node controllers. They are put together here and not by its nodeutil, because
// that has no way to lift the rate limits of the pod controller's queues: about 10 pods a second.
func control(
	ctx context.Context, client kubernetes.Interface, object *corev1.Node, provider Provider,
	factory informers.SharedInformerFactory,
) error {
	// Never started: the provider reads what a pod refers to by itself.
	unused := informers.NewSharedInformerFactory(client, 0).Core().V1()
	podController, err := vk.NewPodController(vk.PodControllerConfig{
		PodClient: client.CoreV1(), PodInformer: factory.Core().V1().Pods(), Provider: provider,
		EventRecorder:     &record.FakeRecorder{}, // its events tell of virtual-kubelet, not of pods
		ConfigMapInformer: unused.ConfigMaps(), SecretInformer: unused.Secrets(), ServiceInformer: unused.Services(),
		SyncPodsFromKubernetesRateLimiter:    retryOnly(),
		DeletePodsFromKubernetesRateLimiter:  retryOnly(),
		SyncPodStatusFromProviderRateLimiter: retryOnly(),
		SkipDownwardAPIResolution:            true,
	})
	if err != nil {
		return fmt.Errorf("make pod controller: %w", err)
	}
	leases := client.CoordinationV1().Leases(corev1.NamespaceNodeLease)
	nodeController, err := vk.NewNodeController(vk.NewNaiveNodeProvider(), object, client.CoreV1().Nodes(),
		vk.WithNodeEnableLeaseV1(leases, vk.DefaultLeaseDuration))
	if err != nil {
		return fmt.Errorf("make node controller: %w", err)
	}
	factory.Start(ctx.Done())
	go func() { _ = podController.Run(ctx, podWorkers) }() // its result comes by Err
	select {
	case <-podController.Ready():
	case <-podController.Done():
		return podController.Err()
	}
	go func() { _ = nodeController.Run(ctx) }() // its result comes by Err
	select {
	case <-podController.Done():
		return podController.Err()
	case <-nodeController.Done():
		return nodeController.Err()
	}
}

// retryOnly delays what failed, and nothing else.
func retryOnly() workqueue.TypedRateLimiter[any] {
	return workqueue.NewTypedItemExponentialFailureRateLimiter[any](time.Millisecond, 10*time.Second)
}
