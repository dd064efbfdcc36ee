package pod

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"k8s.io/kubernetes/third_party/forked/golang/expansion"
)

// Modes of files in volumes when the pod names none, as the API defaults them.
const defaultFileMode = 0o644

// makeVolumes makes the pod's volumes and tries again until it can. It returns false when the pod ends meanwhile.
func (i *instance) makeVolumes() bool {
	pace := i.provider.config.Pace
	for delay := pace.RetryFirst; i.term.Err() == nil; delay = next(delay, pace.RetryFirst, pace.RetryMax) {
		err := i.tryVolumes(i.term)
		if err == nil {
			return true
		}
		i.event(corev1.EventTypeWarning, "FailedMount", err.Error())
		sleep(i.term, delay)
	}
	return false
}

func (i *instance) tryVolumes(ctx context.Context) error {
	objects := i.objects(ctx)
	for _, volume := range i.spec.Volumes {
		if volume.HostPath != nil {
			if err := checkHostPath(volume.HostPath); err != nil {
				return fmt.Errorf("volume %q: %w", volume.Name, err)
			}
			continue
		}
		files, err := i.volumeFiles(objects, volume.VolumeSource)
		if err == nil {
			err = writeFiles(filepath.Join(i.dir, "volumes", volume.Name), files)
		}
		if err != nil {
			return fmt.Errorf("volume %q: %w", volume.Name, err)
		}
	}
	return nil
}

func checkHostPath(source *corev1.HostPathVolumeSource) error {
	kind := corev1.HostPathUnset
	if source.Type != nil {
		kind = *source.Type
	}
	if kind == corev1.HostPathDirectoryOrCreate {
		return os.MkdirAll(source.Path, 0o755)
	}
	if kind == corev1.HostPathFileOrCreate {
		file, err := os.OpenFile(source.Path, os.O_CREATE|os.O_WRONLY, 0o644)
		if err != nil {
			return err
		}
		return file.Close()
	}
	info, err := os.Stat(source.Path)
	switch {
	case kind == corev1.HostPathUnset:
		return nil // a missing path is no error
	case err != nil:
		return fmt.Errorf("hostPath type check failed: %w", err)
	case kind == corev1.HostPathDirectory && !info.IsDir():
		return fmt.Errorf("hostPath type check failed: %s is not a directory", source.Path)
	case kind == corev1.HostPathFile && !info.Mode().IsRegular():
		return fmt.Errorf("hostPath type check failed: %s is not a file", source.Path)
	}
	return nil
}

// writeFiles may be repeated after it failed half way.
func writeFiles(dir string, files []volumeFile) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for _, file := range files {
		path := filepath.Join(dir, file.path)
		if !within(dir, path) {
			return fmt.Errorf("path %q leads out of the volume", file.path)
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, file.content, 0o600); err != nil {
			return err
		}
		if err := os.Chmod(path, os.FileMode(file.mode)); err != nil {
			return err
		}
	}
	return nil
}

// layRoot makes the container's root directory: per mount a symbolic link to the volume. Outer mounts come first, so
// that a mount inside another becomes a link inside that volume.
func (i *instance) layRoot(c *container, root string) error {
	if err := os.MkdirAll(root, 0o755); err != nil {
		return err
	}
	mounts := slices.Clone(c.spec.VolumeMounts)
	slices.SortStableFunc(mounts, func(a, b corev1.VolumeMount) int { return len(a.MountPath) - len(b.MountPath) })
	for _, mount := range mounts {
		target, err := i.mountTarget(c, mount)
		if err == nil {
			err = link(target, filepath.Join(root, mount.MountPath))
		}
		if err != nil {
			return fmt.Errorf("mount %q at %s: %w", mount.Name, mount.MountPath, err)
		}
	}
	return nil
}

func (i *instance) mountTarget(c *container, mount corev1.VolumeMount) (string, error) {
	base, err := i.volumeDir(mount.Name)
	if err != nil {
		return "", err
	}
	sub := mount.SubPath
	if mount.SubPathExpr != "" {
		values, err := i.environment(i.term, c.spec)
		if err != nil {
			return "", err
		}
		sub = expansion.Expand(mount.SubPathExpr, expansion.MappingFuncFor(values))
	}
	target := filepath.Join(base, sub)
	if !within(base, target) {
		return "", fmt.Errorf("subPath %q leads out of the volume", sub)
	}
	if _, err := os.Stat(target); sub != "" && errors.Is(err, os.ErrNotExist) {
		return target, os.MkdirAll(target, 0o755)
	}
	return target, nil
}

func (i *instance) volumeDir(name string) (string, error) {
	for _, volume := range i.spec.Volumes {
		if volume.Name != name {
			continue
		}
		if volume.HostPath != nil {
			return volume.HostPath.Path, nil
		}
		return filepath.Join(i.dir, "volumes", name), nil
	}
	return "", errors.New("the pod has no such volume")
}

func link(target, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if present, err := os.Readlink(path); err == nil && present == target {
		return nil // an earlier run of the container made it
	}
	return os.Symlink(target, path)
}

func within(dir, path string) bool {
	return path == dir || strings.HasPrefix(path, filepath.Clean(dir)+string(filepath.Separator))
}
