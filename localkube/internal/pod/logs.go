package pod

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

const logsDir = "logs"

// WriteLogs implements node.LogSource.
func (p *Provider) WriteLogs(
	ctx context.Context, to io.Writer, namespace, name, container string, options corev1.PodLogOptions,
) error {
	pod, err := p.host.Pods.Pods(namespace).Get(name)
	if err != nil {
		return apierrors.NewNotFound(schema.GroupResource{Resource: "pods"}, name)
	}
	if !hasContainer(pod, container) {
		return apierrors.NewBadRequest(fmt.Sprintf("container %s is not valid for pod %s", container, name))
	}
	log, err := findLog(filepath.Join(p.podDir(pod), container, logsDir), options.Previous)
	if err != nil && options.Previous {
		return apierrors.NewBadRequest(fmt.Sprintf("previous terminated container %q in pod %q not found", container, name))
	}
	if err != nil {
		return apierrors.NewBadRequest(fmt.Sprintf("container %q in pod %q is waiting to start%s",
			container, name, waitReason(pod, container)))
	}
	file, err := os.Open(log)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := to.Write(nil); err != nil { // whoever follows learns at once that the log is there
		return err
	}
	begin, err := beginning(file, log, options)
	if err != nil {
		return err
	}
	if _, err := file.Seek(begin, io.SeekStart); err != nil {
		return err
	}
	var source io.Reader = file
	if options.Follow {
		source = &follower{ctx: ctx, file: file, live: func() bool { return p.times.live(log) }}
	}
	if options.Timestamps {
		to = &stamping{to: to, log: log, offset: begin, atLineStart: true}
	}
	if options.LimitBytes != nil {
		to = &limited{to: to, left: *options.LimitBytes}
	}
	if _, err := io.Copy(onlyWriter{to}, source); err != nil && !errors.Is(err, errLimit) {
		return err
	}
	return nil
}

// waitReason begins with a colon, if there is a reason.
func waitReason(pod *corev1.Pod, container string) string {
	for _, status := range slices.Concat(pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses) {
		if status.Name == container && status.State.Waiting != nil {
			return ": " + status.State.Waiting.Reason
		}
	}
	return ""
}

func hasContainer(pod *corev1.Pod, name string) bool {
	named := func(c corev1.Container) bool { return c.Name == name }
	return slices.ContainsFunc(pod.Spec.Containers, named) || slices.ContainsFunc(pod.Spec.InitContainers, named)
}

// findLog returns the newest log of a container, or the one before.
func findLog(dir string, previous bool) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	newest := -1
	for _, entry := range entries {
		base, isLog := strings.CutSuffix(entry.Name(), ".log")
		if number, err := strconv.Atoi(base); isLog && err == nil {
			newest = max(newest, number)
		}
	}
	if previous {
		newest--
	}
	path := filepath.Join(dir, strconv.Itoa(newest)+".log")
	_, err = os.Stat(path)
	return path, err
}
