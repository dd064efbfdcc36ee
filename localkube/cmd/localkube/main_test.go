package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"

	"golang.org/x/sys/unix"

	"henge.io/localkube/internal/await"
	"henge.io/localkube/internal/cluster"
	"henge.io/localkube/internal/node"
	"henge.io/localkube/internal/procs"
	"henge.io/localkube/internal/simnode"
)

const limit = 60 * time.Second

// build brings bin/localkube up to date and returns its path.
func build(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped by -short: it builds localkube and starts a whole cluster")
	}
	script, err := filepath.Abs("../../build.sh")
	if err != nil {
		t.Fatal(err)
	}
	if output, err := exec.Command(script).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	return filepath.Join(filepath.Dir(script), "bin", "localkube")
}

// world is a cluster of the built program.
type world struct {
	*testing.T
	program, dir string
	summary      cluster.Summary
	admin, henge kubernetes.Interface
}

func up(t *testing.T, more ...string) *world {
	t.Helper()
	w := &world{T: t, program: build(t), dir: t.TempDir()}
	image := t.TempDir()
	t.Cleanup(func() { w.run("down", "--dir", w.dir) })
	arguments := append([]string{
		"up", "--dir", w.dir, "--name", "test", "--image", "test/image:1=" + image,
		"--role", "../../internal/cluster/testdata/role.yaml",
	}, more...)
	if err := json.Unmarshal(w.run(arguments...), &w.summary); err != nil {
		t.Fatal(err)
	}
	w.admin, w.henge = w.client(w.summary.Kubeconfig), w.client(w.summary.HengeKubeconfig)
	return w
}

func (w *world) run(arguments ...string) []byte {
	w.Helper()
	var stdout, stderr bytes.Buffer
	command := exec.Command(w.program, arguments...)
	command.Stdout, command.Stderr = &stdout, &stderr
	if err := command.Run(); err != nil {
		w.Fatalf("localkube %s: %v\n%s", arguments[0], err, stderr.String())
	}
	return stdout.Bytes()
}

func (w *world) client(kubeconfig string) kubernetes.Interface {
	w.Helper()
	if info, err := os.Stat(kubeconfig); err != nil || info.Mode().Perm() != 0o600 {
		w.Errorf("%s: %v, %v; want mode 0600", kubeconfig, info, err)
	}
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		w.Fatal(err)
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		w.Fatal(err)
	}
	return client
}

func (w *world) await(what string, condition func(context.Context) error) {
	w.Helper()
	if err := await.Until(context.Background(), limit, what, condition); err != nil {
		w.Fatal(err)
	}
}

// createJob makes a Job with the limited access.
func (w *world) createJob(name string, pod corev1.PodTemplateSpec) {
	w.Helper()
	none := int32(0)
	pod.Spec.RestartPolicy = corev1.RestartPolicyNever
	job := &batchv1.Job{ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: batchv1.JobSpec{BackoffLimit: &none, Template: pod}}
	if _, err := w.henge.BatchV1().Jobs("henge").Create(w.Context(), job, metav1.CreateOptions{}); err != nil {
		w.Fatal(err)
	}
}

func script(text string) corev1.PodTemplateSpec {
	return corev1.PodTemplateSpec{Spec: corev1.PodSpec{Containers: []corev1.Container{{
		Name: "main", Image: "test/image:1", Command: []string{"sh", "-c", text},
	}}}}
}

func (w *world) awaitSuccess(job string) {
	w.Helper()
	w.await("Job "+job+" to succeed", func(ctx context.Context) error {
		found, err := w.henge.BatchV1().Jobs("henge").Get(ctx, job, metav1.GetOptions{})
		if err == nil && found.Status.Succeeded != 1 {
			err = fmt.Errorf("status %+v", found.Status)
		}
		return err
	})
}

func (w *world) podOf(ctx context.Context, job string) (*corev1.Pod, error) {
	list, err := w.henge.CoreV1().Pods("henge").List(ctx, metav1.ListOptions{LabelSelector: "job-name=" + job})
	if err != nil {
		return nil, err
	}
	if len(list.Items) != 1 {
		return nil, fmt.Errorf("%d pods", len(list.Items))
	}
	return &list.Items[0], nil
}

func TestAWholeCluster(t *testing.T) {
	w := up(t, "--sim-nodes", "1")

	w.createJob("hello", script("echo hello from $HOSTNAME"))
	w.awaitSuccess("hello")
	pod, err := w.podOf(t.Context(), "hello")
	if err != nil {
		t.Fatal(err)
	}
	log, err := w.henge.CoreV1().Pods("henge").GetLogs(pod.Name, &corev1.PodLogOptions{}).DoRaw(t.Context())
	if want := "hello from " + pod.Name + "\n"; err != nil || string(log) != want {
		t.Errorf("log %q (%v), want %q", log, err, want)
	}
	if !strings.HasPrefix(pod.Status.PodIP, "127.") || pod.Spec.NodeName != "test-node-0" {
		t.Errorf("pod IP %s on node %s", pod.Status.PodIP, pod.Spec.NodeName)
	}
	w.checkLimitedAccess()
	w.checkSimulated()
	w.checkDeletionEndsTheProcess()
	w.checkDownEndsEverything()
}

func (w *world) checkLimitedAccess() {
	w.Helper()
	_, secrets := w.henge.CoreV1().Secrets("henge").List(w.Context(), metav1.ListOptions{})
	_, nodes := w.henge.CoreV1().Nodes().List(w.Context(), metav1.ListOptions{})
	_, elsewhere := w.henge.BatchV1().Jobs("default").List(w.Context(), metav1.ListOptions{})
	for what, err := range map[string]error{"secrets": secrets, "nodes": nodes, "Jobs of another namespace": elsewhere} {
		if !apierrors.IsForbidden(err) {
			w.Errorf("%s with the limited access: %v, want Forbidden", what, err)
		}
	}
	if _, err := w.admin.CoreV1().Secrets("henge").List(w.Context(), metav1.ListOptions{}); err != nil {
		w.Errorf("secrets with the admin access: %v", err)
	}
}

func (w *world) checkSimulated() {
	w.Helper()
	pod := script("must not run")
	pod.Annotations = map[string]string{simnode.StartSeconds: "0.1", simnode.RunSeconds: "0.2"}
	pod.Spec.NodeSelector = map[string]string{node.TypeKey: node.TypeSimulated}
	pod.Spec.Tolerations = []corev1.Toleration{{Key: node.TypeKey, Operator: corev1.TolerationOpExists}}
	w.createJob("simulated", pod)
	w.awaitSuccess("simulated")
}

func (w *world) checkDeletionEndsTheProcess() {
	w.Helper()
	file := filepath.Join(w.T.TempDir(), "pid")
	w.createJob("long", script("echo $$$$ > "+file+"; exec sleep 1000"))
	process := w.awaitProcess(file)
	background := metav1.DeletePropagationBackground
	err := w.henge.BatchV1().Jobs("henge").Delete(w.Context(), "long", metav1.DeleteOptions{PropagationPolicy: &background})
	if err != nil {
		w.Fatal(err)
	}
	w.await("the process to end", func(context.Context) error {
		if process.Alive() {
			return fmt.Errorf("%d lives", process.PID)
		}
		return nil
	})
	w.await("the pod's object to go", func(ctx context.Context) error {
		if pod, err := w.podOf(ctx, "long"); err == nil {
			return fmt.Errorf("it is %s", pod.Status.Phase)
		}
		return nil
	})
}

// awaitProcess waits for a pod to write its pid.
func (w *world) awaitProcess(file string) (id procs.Identity) {
	w.Helper()
	w.await("the pod's process", func(context.Context) error {
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		pid, err := strconv.Atoi(strings.TrimSpace(string(content)))
		if err != nil {
			return err
		}
		id, err = procs.Identify(pid)
		return err
	})
	return id
}

// checkDownEndsEverything takes the cluster down in a bad state: node killed, API server stopped.
func (w *world) checkDownEndsEverything() {
	w.Helper()
	file := filepath.Join(w.T.TempDir(), "pid")
	w.createJob("stubborn", script("trap '' TERM; echo $$$$ > "+file+"; while true; do sleep 0.1; done"))
	process := w.awaitProcess(file)
	if err := errors.Join(
		unix.Kill(w.summary.PIDs.Nodes[0], unix.SIGKILL), unix.Kill(w.summary.PIDs.APIServer, unix.SIGSTOP),
	); err != nil {
		w.Fatal(err)
	}
	w.run("down", "--dir", w.dir)
	if process.Alive() {
		w.Errorf("process %d of the pod lives", process.PID)
	}
	var status cluster.Status
	if err := json.Unmarshal(w.run("status", "--dir", w.dir, "--output", "json"), &status); err != nil {
		w.Fatal(err)
	}
	if len(status.Parts) != 6 {
		w.Errorf("%d parts, want 6", len(status.Parts))
	}
	for _, part := range status.Parts {
		if part.Alive {
			w.Errorf("%s lives", part.Name)
		}
	}
	if found, _ := exec.Command("pgrep", "-f", w.dir).Output(); len(found) > 0 {
		w.Errorf("processes left: %s", found)
	}
}

// TestAKilledUpCanBeTakenDown kills up in the middle of its work.
func TestAKilledUpCanBeTakenDown(t *testing.T) {
	w := &world{T: t, program: build(t), dir: t.TempDir()}
	command := exec.Command(w.program, "up", "--dir", w.dir, "--name", "killed")
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	layout := cluster.Layout{Dir: w.dir}
	w.await("two parts to be started", func(context.Context) error {
		record, err := cluster.ReadRecord(layout)
		if err == nil && (record == nil || len(record.Parts) < 2) {
			err = errors.New("not yet")
		}
		return err
	})
	_ = command.Process.Kill()
	_ = command.Wait()
	w.run("down", "--dir", w.dir)
	record, err := cluster.ReadRecord(layout)
	if err != nil || len(record.Alive()) > 0 {
		t.Errorf("alive: %v (%v)", record.Alive(), err)
	}
}

func TestAnInterruptedUpTakesDownWhatItStarted(t *testing.T) {
	w := &world{T: t, program: build(t), dir: t.TempDir()}
	command := exec.Command(w.program, "up", "--dir", w.dir, "--name", "interrupted")
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	layout := cluster.Layout{Dir: w.dir}
	w.await("a part to be started", func(context.Context) error {
		record, err := cluster.ReadRecord(layout)
		if err == nil && (record == nil || len(record.Parts) < 1) {
			err = errors.New("not yet")
		}
		return err
	})
	if err := command.Process.Signal(unix.SIGINT); err != nil {
		t.Fatal(err)
	}
	_ = command.Wait()
	if code := command.ProcessState.ExitCode(); code != 130 {
		t.Errorf("exit status %d, want 130", code)
	}
	record, err := cluster.ReadRecord(layout)
	if err != nil || len(record.Alive()) > 0 {
		t.Errorf("alive: %v (%v)", record.Alive(), err)
	}
}
