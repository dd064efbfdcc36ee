package node

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/fake"
	clienttesting "k8s.io/client-go/testing"

	"henge.io/localkube/internal/await"
)

const limit = 20 * time.Second

func begin(t *testing.T) (*fake.Clientset, *Statuses, *corev1.Pod) {
	t.Helper()
	pod := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: "henge", Name: "pod", UID: "uid", Finalizers: []string{"batch.kubernetes.io/job-tracking"}},
		Status:     corev1.PodStatus{Phase: corev1.PodPending},
	}
	client := fake.NewClientset(pod)
	statuses := NewStatuses(client)
	statuses.Track(pod)
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	go statuses.Run(ctx)
	return client, statuses, pod
}

func awaitPhase(t *testing.T, client *fake.Clientset, phase corev1.PodPhase) *corev1.Pod {
	t.Helper()
	var found *corev1.Pod
	err := await.Until(context.Background(), limit, string(phase), func(ctx context.Context) (err error) {
		found, err = client.CoreV1().Pods("henge").Get(ctx, "pod", metav1.GetOptions{})
		if err == nil && found.Status.Phase != phase {
			err = fmt.Errorf("it is %s", found.Status.Phase)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestTheNewestStatusIsWritten(t *testing.T) {
	client, statuses, pod := begin(t)
	statuses.Set(pod.UID, corev1.PodStatus{Phase: corev1.PodRunning}, false)
	statuses.Set(pod.UID, corev1.PodStatus{Phase: corev1.PodSucceeded}, false)
	awaitPhase(t, client, corev1.PodSucceeded)
}

func TestAFinalizerThatWasRemovedMeanwhileStaysRemoved(t *testing.T) {
	client, statuses, pod := begin(t)
	current := pod.DeepCopy()
	current.Finalizers = nil
	if _, err := client.CoreV1().Pods("henge").Update(t.Context(), current, metav1.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
	statuses.Set(pod.UID, corev1.PodStatus{Phase: corev1.PodSucceeded}, false)
	if written := awaitPhase(t, client, corev1.PodSucceeded); len(written.Finalizers) > 0 {
		t.Errorf("finalizers %v are back", written.Finalizers)
	}
}

func TestAWriteIsRepeatedUntilTheServerTakesIt(t *testing.T) {
	client, statuses, pod := begin(t)
	var refused atomic.Int32
	client.PrependReactor("patch", "pods", func(clienttesting.Action) (bool, runtime.Object, error) {
		if refused.Add(1) <= 3 {
			return true, nil, errors.New("connection refused")
		}
		return false, nil, nil
	})
	statuses.Set(pod.UID, corev1.PodStatus{Phase: corev1.PodRunning}, false)
	awaitPhase(t, client, corev1.PodRunning)
	if refused.Load() < 4 {
		t.Errorf("%d tries", refused.Load())
	}
}

func TestARemovedPodIsDeletedAfterItsLastStatus(t *testing.T) {
	client, statuses, pod := begin(t)
	statuses.Set(pod.UID, corev1.PodStatus{Phase: corev1.PodFailed}, true)
	err := await.Until(context.Background(), limit, "the deletion", func(ctx context.Context) error {
		_, err := client.CoreV1().Pods("henge").Get(ctx, "pod", metav1.GetOptions{})
		if apierrors.IsNotFound(err) {
			return nil
		}
		return errors.New("it is there")
	})
	if err != nil {
		t.Fatal(err)
	}
	verbs := ""
	for _, action := range client.Actions() {
		if action.GetVerb() != "get" {
			verbs += action.GetVerb() + " "
		}
	}
	if verbs != "patch delete " {
		t.Errorf("calls %q, want the status first", verbs)
	}
}

func TestAPatchIsBoundToTheUIDAndEmptyWhenNothingChanged(t *testing.T) {
	same := corev1.PodStatus{Phase: corev1.PodRunning}
	if patch, err := statusPatch("uid", same, same); err != nil || patch != nil {
		t.Errorf("%s, %v; want none", patch, err)
	}
	patch, err := statusPatch("uid", same, corev1.PodStatus{Phase: corev1.PodFailed})
	if want := `{"metadata":{"uid":"uid"},"status":{"phase":"Failed"}}`; err != nil || string(patch) != want {
		t.Errorf("%s, %v; want %s", patch, err, want)
	}
}
