package pod

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes/fake"
	corev1listers "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/record"

	"henge.io/localkube/internal/await"
	"henge.io/localkube/internal/loopback"
	"henge.io/localkube/internal/node"
	"henge.io/localkube/internal/procs"
)

const (
	testImage = "test/image:1"
	limit     = 20 * time.Second // for anything that is awaited; far above what it takes
)

// bed is a provider on a fake API, with real processes.
type bed struct {
	*testing.T
	provider *Provider
	pods     cache.Indexer // what the API server knows
	image    string
	config   Config
	host     node.Host
	count    int
}

func newBed(t *testing.T, objects ...runtime.Object) *bed {
	t.Helper()
	addresses, err := loopback.ParsePool("127.251.1.1-127.251.1.200")
	if err != nil {
		t.Fatal(err)
	}
	pods := cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
	client := fake.NewClientset(objects...)
	b := &bed{T: t, pods: pods, image: t.TempDir()}
	b.config = Config{
		Node: "node-a", NodeIP: "127.251.0.10", Dir: t.TempDir(), Tag: fmt.Sprintf("test-%d-%s", os.Getpid(), t.Name()),
		Images: map[string]string{testImage: b.image}, Addresses: addresses,
		Allocatable: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse("4"), corev1.ResourceMemory: resource.MustParse("8Gi")},
		Pace: Pace{
			BackoffFirst: 50 * time.Millisecond, BackoffMax: 200 * time.Millisecond,
			RetryFirst: 50 * time.Millisecond, RetryMax: 100 * time.Millisecond, LogSample: 5 * time.Millisecond,
		},
	}
	b.host = node.Host{
		Client: client, Pods: corev1listers.NewPodLister(pods), Statuses: node.NewStatuses(client),
		Events: &record.FakeRecorder{},
	}
	b.start()
	t.Cleanup(b.checkNothingLeft)
	return b
}

// start makes a new provider, as a new process of the node would.
func (b *bed) start() {
	b.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	b.Cleanup(cancel)
	provider, err := New(ctx, b.config, b.host)
	if err != nil {
		b.Fatal(err)
	}
	b.provider = provider
}

func (b *bed) checkNothingLeft() {
	b.provider.Stop(context.Background())
	left, err := procs.FindByEnvironment(TagVariable, b.config.Tag)
	if err != nil || len(left) > 0 {
		b.Errorf("processes left: %v, %v", left, err)
		_ = procs.Kill(left...)
	}
}

// shell is a container that runs a script.
func shell(name, script string) corev1.Container {
	return corev1.Container{Name: name, Image: testImage, Command: []string{"sh", "-c", script}}
}

// podOf makes a pod that is never restarted.
func (b *bed) podOf(containers ...corev1.Container) *corev1.Pod {
	b.count++
	grace := int64(10)
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{
			Namespace: "henge", Name: fmt.Sprintf("pod-%d", b.count), UID: types.UID(fmt.Sprintf("uid-%d", b.count)),
			Labels: map[string]string{"l": "label-value"}, Annotations: map[string]string{"task": "the task"},
		},
		Spec: corev1.PodSpec{
			Containers: containers, RestartPolicy: corev1.RestartPolicyNever, TerminationGracePeriodSeconds: &grace,
			ServiceAccountName: "runner", NodeName: "node-a",
		},
	}
}

// begin hands the pod to the provider.
func (b *bed) begin(pod *corev1.Pod) *corev1.Pod {
	b.Helper()
	if err := b.pods.Add(pod); err != nil {
		b.Fatal(err)
	}
	if err := b.provider.CreatePod(context.Background(), pod); err != nil {
		b.Fatal(err)
	}
	return pod
}

func (b *bed) now(pod *corev1.Pod) *corev1.Pod {
	b.Helper()
	found, err := b.provider.GetPod(context.Background(), pod.Namespace, pod.Name)
	if err != nil {
		b.Fatal(err)
	}
	return found
}

func (b *bed) await(what string, condition func() error) {
	b.Helper()
	err := await.Until(context.Background(), limit, what, func(context.Context) error { return condition() })
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bed) awaitPhase(pod *corev1.Pod, phase corev1.PodPhase) *corev1.Pod {
	b.Helper()
	b.await(fmt.Sprintf("%s to be %s", pod.Name, phase), func() error {
		if now := b.now(pod); now.Status.Phase != phase {
			return fmt.Errorf("it is %s: %+v", now.Status.Phase, now.Status.ContainerStatuses)
		}
		return nil
	})
	return b.now(pod)
}

// output runs a pod to its successful end and returns the log of its container main.
func (b *bed) output(pod *corev1.Pod) string {
	b.Helper()
	b.begin(pod)
	b.awaitPhase(pod, corev1.PodSucceeded)
	return b.log(pod, "main", corev1.PodLogOptions{})
}

func (b *bed) log(pod *corev1.Pod, container string, options corev1.PodLogOptions) string {
	b.Helper()
	var out strings.Builder
	err := b.provider.WriteLogs(context.Background(), &out, pod.Namespace, pod.Name, container, options)
	if err != nil {
		b.Fatal(err)
	}
	return out.String()
}

func (b *bed) awaitLog(pod *corev1.Pod, want string) {
	b.Helper()
	b.await("log with "+want, func() error {
		var out strings.Builder
		err := b.provider.WriteLogs(context.Background(), &out, pod.Namespace, pod.Name, "main", corev1.PodLogOptions{})
		if err == nil && !strings.Contains(out.String(), want) {
			err = errors.New(out.String())
		}
		return err
	})
}

func (b *bed) expect(what, got, want string) {
	b.Helper()
	if got != want {
		b.Errorf("%s: got %q, want %q", what, got, want)
	}
}

func (b *bed) writeProgram(path, script string) {
	b.Helper()
	full := filepath.Join(b.image, path)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(full, []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		b.Fatal(err)
	}
}
