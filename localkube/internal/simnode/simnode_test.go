package simnode

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes/fake"
	corev1listers "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"

	"henge.io/localkube/internal/await"
	"henge.io/localkube/internal/loopback"
	"henge.io/localkube/internal/node"
)

const limit = 20 * time.Second

type bed struct {
	*testing.T
	provider *Provider
	pods     cache.Indexer
}

func newBed(t *testing.T) *bed {
	t.Helper()
	addresses, err := loopback.ParsePool("127.252.1.1-127.252.254.254")
	if err != nil {
		t.Fatal(err)
	}
	pods := cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
	host := node.Host{Pods: corev1listers.NewPodLister(pods), Statuses: node.NewStatuses(fake.NewClientset())}
	b := &bed{T: t, provider: New("127.252.0.10", addresses, host), pods: pods}
	t.Cleanup(func() { b.provider.Stop(context.Background()) })
	return b
}

func (b *bed) begin(name string, annotations map[string]string) *corev1.Pod {
	b.Helper()
	pod := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: "henge", Name: name, UID: types.UID("uid-" + name), Annotations: annotations},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "main"}}},
	}
	b.create(pod)
	return pod
}

func (b *bed) create(pod *corev1.Pod) {
	b.Helper()
	if err := b.pods.Add(pod); err != nil {
		b.Fatal(err)
	}
	if err := b.provider.CreatePod(context.Background(), pod); err != nil {
		b.Fatal(err)
	}
}

func (b *bed) now(pod *corev1.Pod) corev1.PodStatus {
	b.Helper()
	found, err := b.provider.GetPod(context.Background(), pod.Namespace, pod.Name)
	if err != nil {
		b.Fatal(err)
	}
	return found.Status
}

func (b *bed) awaitPhase(pod *corev1.Pod, phase corev1.PodPhase) corev1.PodStatus {
	b.Helper()
	err := await.Until(context.Background(), limit, string(phase), func(context.Context) error {
		if now := b.now(pod); now.Phase != phase {
			return fmt.Errorf("it is %s", now.Phase)
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return b.now(pod)
}

func TestPhasesComeWhenTheAnnotationsSay(t *testing.T) {
	b := newBed(t)
	begun := time.Now()
	pod := b.begin("a", map[string]string{StartSeconds: "0.3", RunSeconds: "0.5", ExitCode: "3"})
	if now := b.now(pod); now.Phase != corev1.PodPending || now.PodIP == "" || now.StartTime == nil {
		t.Errorf("at first %+v", now)
	}
	running := b.awaitPhase(pod, corev1.PodRunning)
	if took := time.Since(begun); took < 300*time.Millisecond || took > 700*time.Millisecond {
		t.Errorf("Running after %v, want 0.3 s", took)
	}
	if !running.ContainerStatuses[0].Ready {
		t.Error("running, but not ready")
	}
	ended := b.awaitPhase(pod, corev1.PodFailed)
	if took := time.Since(begun); took < 800*time.Millisecond || took > 1500*time.Millisecond {
		t.Errorf("ended after %v, want 0.8 s", took)
	}
	if state := ended.ContainerStatuses[0].State.Terminated; state == nil || state.ExitCode != 3 || state.Reason != "Error" {
		t.Errorf("state %+v, want exit code 3", state)
	}
}

func TestSuccess(t *testing.T) {
	b := newBed(t)
	ended := b.awaitPhase(b.begin("a", map[string]string{StartSeconds: "0", RunSeconds: "0"}), corev1.PodSucceeded)
	if reason := ended.ContainerStatuses[0].State.Terminated.Reason; reason != "Completed" {
		t.Errorf("reason %s", reason)
	}
}

func TestABadAnnotationFailsThePodAndSaysSo(t *testing.T) {
	b := newBed(t)
	for i, annotations := range []map[string]string{{StartSeconds: "soon"}, {RunSeconds: "-1"}, {RunSeconds: "NaN"}, {ExitCode: "256"}} {
		ended := b.awaitPhase(b.begin(fmt.Sprint(i), annotations), corev1.PodFailed)
		for key, value := range annotations {
			if !strings.Contains(ended.Message, key) || !strings.Contains(ended.Message, value) {
				t.Errorf("%v: message %q names not both", annotations, ended.Message)
			}
		}
	}
}

func TestDeadlineAndDeletionEndAPod(t *testing.T) {
	b := newBed(t)
	second := int64(1)
	late := b.begin("deleted", map[string]string{StartSeconds: "0"})
	b.awaitPhase(late, corev1.PodRunning)
	deleted := late.DeepCopy()
	now := metav1.Now()
	deleted.DeletionTimestamp = &now
	if err := b.provider.DeletePod(context.Background(), deleted); err != nil {
		t.Fatal(err)
	}
	b.awaitPhase(late, corev1.PodFailed)

	pod := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: "henge", Name: "slow", UID: "uid-slow", Annotations: map[string]string{StartSeconds: "0"}},
		Spec:       corev1.PodSpec{ActiveDeadlineSeconds: &second, Containers: []corev1.Container{{Name: "main"}}},
	}
	b.create(pod)
	if ended := b.awaitPhase(pod, corev1.PodFailed); ended.Reason != "DeadlineExceeded" {
		t.Errorf("reason %s", ended.Reason)
	}
}

// A pod that is Running in its object was begun by an earlier process of the node.
func TestARestartedNodeTakesItsPodsUp(t *testing.T) {
	b := newBed(t)
	start := metav1.NewTime(time.Now().Add(-time.Hour))
	pod := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: "henge", Name: "old", UID: "uid-old"},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "main"}}},
		Status:     corev1.PodStatus{Phase: corev1.PodRunning, StartTime: &start},
	}
	b.create(pod)
	b.awaitPhase(pod, corev1.PodSucceeded)
}

func TestThousandsOfPods(t *testing.T) {
	b := newBed(t)
	const count = 3000
	seen := map[string]bool{}
	var last *corev1.Pod
	for i := range count {
		last = b.begin(fmt.Sprint(i), map[string]string{StartSeconds: "0.1", RunSeconds: "1000"})
		seen[b.now(last).PodIP] = true
	}
	if len(seen) != count {
		t.Errorf("%d addresses for %d live pods", len(seen), count)
	}
	b.awaitPhase(last, corev1.PodRunning)
	for i := range count {
		b.provider.Gone(types.UID(fmt.Sprintf("uid-%d", i)))
	}
	if left, _ := b.provider.GetPods(context.Background()); len(left) > 0 {
		t.Errorf("%d pods left", len(left))
	}
}
