package pod

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

func fieldEnv(name, path string) corev1.EnvVar {
	return corev1.EnvVar{Name: name, ValueFrom: &corev1.EnvVarSource{FieldRef: &corev1.ObjectFieldSelector{FieldPath: path}}}
}

func testObjects() []runtime.Object {
	meta := func(name string) metav1.ObjectMeta { return metav1.ObjectMeta{Namespace: "henge", Name: name} }
	return []runtime.Object{
		&corev1.ConfigMap{ObjectMeta: meta("cm"), Data: map[string]string{"a": "1", "file.txt": "content"}},
		&corev1.Secret{ObjectMeta: meta("sec"), Data: map[string][]byte{"pw": []byte("s3cret")}},
	}
}

func TestEnvironment(t *testing.T) {
	b := newBed(t, testObjects()...)
	yes := true
	reference := corev1.LocalObjectReference{Name: "cm"}
	container := shell("main", "env")
	container.Resources.Limits = corev1.ResourceList{corev1.ResourceMemory: resource.MustParse("2Mi")}
	container.EnvFrom = []corev1.EnvFromSource{
		{Prefix: "CM_", ConfigMapRef: &corev1.ConfigMapEnvSource{LocalObjectReference: reference}},
		{SecretRef: &corev1.SecretEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: "sec"}}},
		{SecretRef: &corev1.SecretEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: "none"}, Optional: &yes}},
	}
	container.Env = []corev1.EnvVar{
		fieldEnv("IP", "status.podIP"), fieldEnv("HOST_IP", "status.hostIP"), fieldEnv("NODE", "spec.nodeName"),
		fieldEnv("ACCOUNT", "spec.serviceAccountName"), fieldEnv("NAME", "metadata.name"), fieldEnv("UID", "metadata.uid"),
		fieldEnv("NS", "metadata.namespace"), fieldEnv("TASK", "metadata.annotations['task']"), fieldEnv("L", "metadata.labels['l']"),
		{Name: "KEY", ValueFrom: &corev1.EnvVarSource{ConfigMapKeyRef: &corev1.ConfigMapKeySelector{LocalObjectReference: reference, Key: "a"}}},
		{Name: "NO_KEY", ValueFrom: &corev1.EnvVarSource{
			ConfigMapKeyRef: &corev1.ConfigMapKeySelector{LocalObjectReference: reference, Key: "none", Optional: &yes},
		}},
		{Name: "PASSWORD", ValueFrom: &corev1.EnvVarSource{
			SecretKeyRef: &corev1.SecretKeySelector{LocalObjectReference: corev1.LocalObjectReference{Name: "sec"}, Key: "pw"},
		}},
		{Name: "MEMORY", ValueFrom: &corev1.EnvVarSource{ResourceFieldRef: &corev1.ResourceFieldSelector{Resource: "limits.memory"}}},
		{Name: "CPU", ValueFrom: &corev1.EnvVarSource{ResourceFieldRef: &corev1.ResourceFieldSelector{Resource: "limits.cpu"}}},
		{Name: "JOINED", Value: "$(NODE)/$(CM_a)/$(LATER)/$$(NODE)"},
		{Name: "LATER", Value: "later"},
		{Name: "CM_a", Value: "mine"},
	}
	pod := b.podOf(container)
	lines := strings.Split(b.output(pod), "\n")
	for _, want := range []string{
		"IP=" + b.now(pod).Status.PodIP, "HOST_IP=127.251.0.10", "NODE=node-a", "ACCOUNT=runner", "NAME=pod-1", "UID=uid-1",
		"NS=henge", "TASK=the task", "L=label-value", "KEY=1", "PASSWORD=s3cret", "pw=s3cret", "MEMORY=2097152", "CPU=4",
		"JOINED=node-a/1/$(LATER)/$(NODE)", "CM_a=mine", "HOSTNAME=pod-1", "LOCALKUBE_IMAGE=" + b.image,
	} {
		if !slices.Contains(lines, want) {
			t.Errorf("no %s in\n%s", want, strings.Join(lines, "\n"))
		}
	}
	if slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, "NO_KEY=") || strings.HasPrefix(line, "USER=") }) {
		t.Errorf("an optional key that does not exist, or the node's own environment, got in:\n%s", strings.Join(lines, "\n"))
	}
}

func TestAMissingConfigMapIsWaitedFor(t *testing.T) {
	b := newBed(t)
	container := shell("main", "exit 0")
	container.EnvFrom = []corev1.EnvFromSource{{ConfigMapRef: &corev1.ConfigMapEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: "cm"}}}}
	pod := b.begin(b.podOf(container))
	b.await("CreateContainerConfigError", func() error {
		statuses := b.now(pod).Status.ContainerStatuses
		if len(statuses) == 0 || statuses[0].State.Waiting == nil || statuses[0].State.Waiting.Reason != "CreateContainerConfigError" {
			return fmt.Errorf("%+v", statuses)
		}
		b.expect("message", statuses[0].State.Waiting.Message, `configmap "cm" not found`)
		return nil
	})
	if _, err := b.host.Client.CoreV1().ConfigMaps("henge").Create(t.Context(), testObjects()[0].(*corev1.ConfigMap), metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	b.awaitPhase(pod, corev1.PodSucceeded)
}

func TestCommandAndArgumentsAreExpanded(t *testing.T) {
	b := newBed(t)
	container := corev1.Container{
		Name: "main", Image: testImage, Command: []string{"sh", "-c", `echo "$(A)" "$0" "$1"`}, Args: []string{"$(A)x", "$$(A)"},
		Env: []corev1.EnvVar{{Name: "A", Value: "1"}},
	}
	b.expect("log", b.output(b.podOf(container)), "1 1x $(A)\n")
}

func TestWhereProgramsAreFound(t *testing.T) {
	b := newBed(t)
	b.writeProgram("entrypoint", `echo entrypoint "$@"`)
	b.writeProgram("bin/tool", "echo tool of the image")
	b.writeProgram("opt/run.sh", "echo run.sh of the image")
	for want, container := range map[string]corev1.Container{
		"entrypoint a b\n":      {Args: []string{"a", "b"}},
		"tool of the image\n":   {Command: []string{"tool"}},
		"run.sh of the image\n": {Command: []string{"/opt/run.sh"}},
		"of this machine\n":     {Command: []string{"/bin/sh", "-c", "echo of this machine"}},
	} {
		container.Name, container.Image = "main", testImage
		b.expect("log", b.output(b.podOf(container)), want)
	}
}

func TestVolumes(t *testing.T) {
	b := newBed(t, testObjects()...)
	host, mode := t.TempDir(), int32(0o600)
	pod := b.podOf(shell("main", `cd $LOCALKUBE_ROOT && cat data/made etc/conf/a etc/one secret/pw renamed/sub/x down/name && stat -c %a secret/pw && echo to host > host/file`))
	maker := shell("maker", "echo made > $LOCALKUBE_ROOT/data/made")
	maker.VolumeMounts = []corev1.VolumeMount{{Name: "data", MountPath: "/data"}}
	pod.Spec.InitContainers = []corev1.Container{maker}
	pod.Spec.Containers[0].VolumeMounts = []corev1.VolumeMount{
		{Name: "data", MountPath: "/data"}, {Name: "cm", MountPath: "/etc/conf"}, {Name: "cm", MountPath: "/etc/one", SubPath: "file.txt"},
		{Name: "secret", MountPath: "/secret"}, {Name: "renamed", MountPath: "/renamed"}, {Name: "host", MountPath: "/host"},
		{Name: "down", MountPath: "/down"},
	}
	cm := corev1.LocalObjectReference{Name: "cm"}
	pod.Spec.Volumes = []corev1.Volume{
		{Name: "data", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}},
		{Name: "cm", VolumeSource: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{LocalObjectReference: cm}}},
		{Name: "secret", VolumeSource: corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{SecretName: "sec", DefaultMode: &mode}}},
		{Name: "renamed", VolumeSource: corev1.VolumeSource{Projected: &corev1.ProjectedVolumeSource{Sources: []corev1.VolumeProjection{
			{ConfigMap: &corev1.ConfigMapProjection{LocalObjectReference: cm, Items: []corev1.KeyToPath{{Key: "a", Path: "sub/x"}}}},
		}}}},
		{Name: "host", VolumeSource: corev1.VolumeSource{HostPath: &corev1.HostPathVolumeSource{Path: host}}},
		{Name: "down", VolumeSource: corev1.VolumeSource{DownwardAPI: &corev1.DownwardAPIVolumeSource{Items: []corev1.DownwardAPIVolumeFile{
			{Path: "name", FieldRef: &corev1.ObjectFieldSelector{FieldPath: "metadata.name"}},
		}}}},
	}
	b.expect("log", b.output(pod), "made\n1contents3cret1pod-1600\n")
	content, err := os.ReadFile(filepath.Join(host, "file"))
	if err != nil {
		t.Fatal(err)
	}
	b.expect("file on the host", string(content), "to host\n")
}

func TestASubPathMayNotLeaveTheVolume(t *testing.T) {
	b := newBed(t)
	pod := b.podOf(shell("main", "echo must not run"))
	pod.Spec.Volumes = []corev1.Volume{{Name: "v", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}}}
	pod.Spec.Containers[0].VolumeMounts = []corev1.VolumeMount{{Name: "v", MountPath: "/v", SubPath: "../../.."}}
	b.begin(pod)
	b.await("the container to be refused", func() error {
		statuses := b.now(pod).Status.ContainerStatuses
		if len(statuses) == 0 || statuses[0].State.Waiting == nil || !strings.Contains(statuses[0].State.Waiting.Message, "leads out") {
			return fmt.Errorf("%+v", statuses)
		}
		return nil
	})
}
