package pod

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/klog/v2"

	"henge.io/localkube/internal/procs"
)

// TagVariable is in the environment of every process of a pod, with the value TAG/NODE/UID. By it processes are found
// that left their process group, or whose node was killed in the moment between starting and writing them down.
const TagVariable = "LOCALKUBE_POD"

// LeftoverGrace is between SIGTERM and SIGKILL for processes whose node is gone or going.
const LeftoverGrace = 2 * time.Second

const (
	podsDir     = "pods"
	processFile = "process.json" // the identity of a container's process, while it runs
)

// EndLeftovers ends the processes that a node wrote down in its directory and that still run.
func EndLeftovers(ctx context.Context, nodeDir string) error {
	files, err := filepath.Glob(filepath.Join(nodeDir, podsDir, "*", "*", processFile))
	if err != nil {
		return err
	}
	var left []procs.Identity
	for _, file := range files {
		id, err := readProcess(file)
		if err != nil {
			return err
		}
		members, err := groupOf(id)
		if err != nil {
			return err
		}
		left = append(left, members...)
	}
	if err := procs.Stop(ctx, LeftoverGrace, left...); err != nil {
		return err
	}
	for _, file := range files {
		if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// groupOf returns the members of the process group that the process led. If the leader's pid was given to a stranger
// since, the group has ended: a pid is not given out as long as a group has it for its id.
func groupOf(leader procs.Identity) ([]procs.Identity, error) {
	now, err := procs.Identify(leader.PID)
	if err == nil && now != leader {
		return nil, nil
	}
	return procs.FindByGroup(leader.PID)
}

func endTagged(ctx context.Context, tag string) error {
	left, err := procs.FindByEnvironment(TagVariable, tag)
	if err != nil {
		return err
	}
	return procs.Stop(ctx, LeftoverGrace, left...)
}

func readProcess(file string) (procs.Identity, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return procs.Identity{}, err
	}
	var id procs.Identity
	if err := json.Unmarshal(content, &id); err != nil {
		return procs.Identity{}, fmt.Errorf("%s is damaged (%w): end the process by hand and remove the file", file, err)
	}
	return id, nil
}

func writeProcess(file string, id procs.Identity) error {
	content, err := json.Marshal(id)
	if err != nil {
		return err
	}
	if err := os.WriteFile(file+".new", content, 0o644); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}

// podDir ends in the UID, by which removeDir finds it without knowing the rest.
func (p *Provider) podDir(pod *corev1.Pod) string {
	return filepath.Join(p.config.Dir, podsDir, pod.Namespace+"_"+pod.Name+"_"+string(pod.UID))
}

func (p *Provider) removeDir(uid types.UID) {
	parent := filepath.Join(p.config.Dir, podsDir)
	entries, err := os.ReadDir(parent)
	if err != nil {
		klog.Background().Error(err, "Directories of pods cannot be listed")
		return
	}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), "_"+string(uid)) {
			continue
		}
		if err := os.RemoveAll(filepath.Join(parent, entry.Name())); err != nil {
			klog.Background().Error(err, "Directory of a deleted pod stays")
		}
	}
}
