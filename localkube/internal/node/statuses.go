package node

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/util/workqueue"
	"k8s.io/klog/v2"
)

const (
	statusWriters   = 16
	statusRetryMax  = 5 * time.Second
	statusCallLimit = 30 * time.Second
)

// Statuses writes the statuses of a node's pods to the API server as a kubelet does: by patches that touch nothing else
// and are bound to the pod's UID, the newest status only, again and again until the server takes it.
// virtual-kubelet's own way is not used, because it writes the whole object and so can bring back a finalizer that the
// Job controller has just removed.
type Statuses struct {
	client kubernetes.Interface
	queue  workqueue.TypedRateLimitingInterface[types.UID]

	mutex   sync.Mutex
	entries map[types.UID]*statusEntry // one per pod that exists
}

type statusEntry struct {
	namespace, name string
	written, wanted corev1.PodStatus
	remove          bool // delete the object once the status is written
}

// NewStatuses makes a writer that waits for Run.
func NewStatuses(client kubernetes.Interface) *Statuses {
	limiter := workqueue.NewTypedItemExponentialFailureRateLimiter[types.UID](50*time.Millisecond, statusRetryMax)
	return &Statuses{
		client: client, entries: map[types.UID]*statusEntry{},
		queue: workqueue.NewTypedRateLimitingQueue(limiter),
	}
}

// Track takes up a pod whose status on the server is that of the given object.
func (s *Statuses) Track(pod *corev1.Pod) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if _, known := s.entries[pod.UID]; !known {
		s.entries[pod.UID] = &statusEntry{namespace: pod.Namespace, name: pod.Name, written: *pod.Status.DeepCopy()}
	}
}

// Set has the status of a tracked pod written soon. With remove, the object, whose deletion somebody asked for, is then
// deleted for good.
func (s *Statuses) Set(uid types.UID, status corev1.PodStatus, remove bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	entry, tracked := s.entries[uid]
	if !tracked {
		return
	}
	entry.wanted = *status.DeepCopy()
	entry.remove = entry.remove || remove
	s.queue.Add(uid)
}

// Forget drops a pod that exists no more.
func (s *Statuses) Forget(uid types.UID) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	delete(s.entries, uid)
}

// Run writes until the context ends.
func (s *Statuses) Run(ctx context.Context) {
	var writers sync.WaitGroup
	for range statusWriters {
		writers.Go(func() {
			for s.next(ctx) {
			}
		})
	}
	<-ctx.Done()
	s.queue.ShutDown()
	writers.Wait()
}

func (s *Statuses) next(ctx context.Context) bool {
	uid, shutdown := s.queue.Get()
	if shutdown {
		return false
	}
	defer s.queue.Done(uid)
	bounded, cancel := context.WithTimeout(ctx, statusCallLimit)
	defer cancel()
	err := s.write(bounded, uid)
	switch {
	case err == nil:
		s.queue.Forget(uid)
	case apierrors.IsNotFound(err), apierrors.IsConflict(err): // gone, or another pod has the name now
		s.Forget(uid)
		s.queue.Forget(uid)
	default:
		klog.FromContext(ctx).Error(err, "Pod status was not written; it will be tried again", "uid", uid)
		s.queue.AddRateLimited(uid)
	}
	return true
}

func (s *Statuses) write(ctx context.Context, uid types.UID) error {
	entry, known := s.snapshot(uid)
	if !known {
		return nil
	}
	patch, err := statusPatch(uid, entry.written, entry.wanted)
	if err != nil {
		return err
	}
	pods := s.client.CoreV1().Pods(entry.namespace)
	if patch != nil {
		_, err = pods.Patch(ctx, entry.name, types.StrategicMergePatchType, patch, metav1.PatchOptions{}, "status")
		if err != nil {
			return err
		}
		s.markWritten(uid, entry.wanted)
	}
	if !entry.remove {
		return nil
	}
	now := int64(0)
	return pods.Delete(ctx, entry.name, metav1.DeleteOptions{
		GracePeriodSeconds: &now, Preconditions: metav1.NewUIDPreconditions(string(uid)),
	})
}

func (s *Statuses) snapshot(uid types.UID) (statusEntry, bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	entry, known := s.entries[uid]
	if !known {
		return statusEntry{}, false
	}
	return *entry, true
}

func (s *Statuses) markWritten(uid types.UID, status corev1.PodStatus) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if entry, known := s.entries[uid]; known {
		entry.written = status
	}
}

// statusPatch returns nil when the statuses are equal.
func statusPatch(uid types.UID, from, to corev1.PodStatus) ([]byte, error) {
	before, err := json.Marshal(corev1.Pod{Status: from})
	if err != nil {
		return nil, fmt.Errorf("encode old status: %w", err)
	}
	// The UID stands only on the new side, so that it gets into the patch, where the server checks it.
	after, err := json.Marshal(corev1.Pod{ObjectMeta: metav1.ObjectMeta{UID: uid}, Status: to})
	if err != nil {
		return nil, fmt.Errorf("encode new status: %w", err)
	}
	patch, err := strategicpatch.CreateTwoWayMergePatch(before, after, corev1.Pod{})
	if err != nil {
		return nil, fmt.Errorf("make status patch: %w", err)
	}
	if string(patch) == fmt.Sprintf(`{"metadata":{"uid":%q}}`, uid) {
		return nil, nil
	}
	return patch, nil
}
