package pod

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

// errImage marks a failure that shows as ErrImagePull.
var errImage = errors.New("image")

// prepare makes a container ready to start. As a kubelet it shows in the status why it cannot, and tries again until it
// can or the pod ends; then it returns false.
func (i *instance) prepare(term context.Context, c *container, restart int32) (command, bool) {
	pace := i.provider.config.Pace
	imageDelay, retryDelay := pace.BackoffFirst, pace.RetryFirst
	for term.Err() == nil {
		command, err := i.command(term, c, restart)
		if err == nil {
			return command, true
		}
		i.event(corev1.EventTypeWarning, "Failed", err.Error())
		if !errors.Is(err, errImage) {
			i.showWaiting(c, reasonConfigError, err.Error())
			sleep(term, retryDelay)
			retryDelay = next(retryDelay, pace.RetryFirst, pace.RetryMax)
			continue
		}
		i.showWaiting(c, reasonErrImagePull, err.Error())
		if !sleep(term, pace.RetryFirst) {
			break
		}
		message := fmt.Sprintf("Back-off pulling image %q: %v", c.spec.Image, err)
		i.event(corev1.EventTypeNormal, "BackOff", message)
		i.showWaiting(c, reasonImageBackOff, message)
		sleep(term, imageDelay)
		imageDelay = next(imageDelay, pace.BackoffFirst, pace.BackoffMax)
	}
	return command{}, false
}

func (i *instance) showWaiting(c *container, reason, message string) {
	i.update(func(state *podState) {
		status := c.status(state)
		if status.State.Terminated != nil {
			status.LastTerminationState = status.State
		}
		status.State = waiting(reason, message)
	})
}

func (i *instance) command(ctx context.Context, c *container, restart int32) (command, error) {
	image, err := i.provider.image(c.spec.Image)
	if err != nil {
		return command{}, err
	}
	root := filepath.Join(c.dir, "root")
	if err := i.layRoot(c, root); err != nil {
		return command{}, err
	}
	made := command{
		image: image, log: filepath.Join(c.dir, logsDir, strconv.Itoa(int(restart))+".log"),
		workDir: filepath.Join(root, c.spec.WorkingDir), terminationLog: filepath.Join(root, terminationPath(c.spec)),
	}
	for _, dir := range []string{made.workDir, filepath.Dir(made.log), filepath.Dir(made.terminationLog)} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return command{}, err
		}
	}
	if err := os.WriteFile(made.terminationLog, nil, 0o666); err != nil {
		return command{}, err
	}
	values, err := i.environment(ctx, c.spec)
	if err != nil {
		return command{}, err
	}
	words := expandAll(append(slices.Clone(c.spec.Command), c.spec.Args...), values)
	i.addOwn(values, root, made)
	if len(c.spec.Command) == 0 {
		words = append([]string{filepath.Join(image, "entrypoint")}, words...)
		made.path = words[0]
	} else if made.path, err = findProgram(words[0], root, image, made.workDir, values["PATH"]); err != nil {
		made.path = words[0] // starting it will fail, and say so
	}
	made.arguments = words
	for name, value := range values {
		made.environment = append(made.environment, name+"="+value)
	}
	slices.Sort(made.environment)
	return made, nil
}

// addOwn adds what a program finds in its environment besides what the pod says.
func (i *instance) addOwn(values map[string]string, root string, command command) {
	path := os.Getenv("PATH")
	if path == "" {
		path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
	}
	if info, err := os.Stat(filepath.Join(command.image, "bin")); err == nil && info.IsDir() {
		path = filepath.Join(command.image, "bin") + ":" + path
	}
	pod := i.snapshot()
	hostname := pod.Spec.Hostname
	if hostname == "" {
		hostname = pod.Name
	}
	for name, value := range map[string]string{"PATH": path, "HOME": root, "HOSTNAME": hostname} {
		if _, given := values[name]; !given {
			values[name] = value
		}
	}
	values["LOCALKUBE_ROOT"], values["LOCALKUBE_IMAGE"] = root, command.image
	values["TERMINATION_LOG"] = command.terminationLog
	values[TagVariable] = strings.Join([]string{i.provider.config.Tag, i.provider.config.Node, string(pod.UID)}, "/")
}

func terminationPath(spec corev1.Container) string {
	if spec.TerminationMessagePath != "" {
		return spec.TerminationMessagePath
	}
	return corev1.TerminationMessagePathDefault
}

func (p *Provider) image(name string) (string, error) {
	dir, known := p.config.Images[name]
	if !known {
		return "", fmt.Errorf("%w %q is not in the image map of node %s: give --image %s=DIR", errImage, name, p.config.Node, name)
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return "", fmt.Errorf("%w %q: its directory %s is missing", errImage, name, dir)
	}
	return dir, nil
}

// findProgram finds an absolute program in the container's volumes, in the image or on this machine, in that order, and
// any other by the path.
func findProgram(name, root, image, workDir, path string) (string, error) {
	if filepath.IsAbs(name) {
		for _, base := range []string{root, image} {
			if candidate := filepath.Join(base, name); executable(candidate) {
				return candidate, nil
			}
		}
		return name, nil
	}
	if strings.Contains(name, "/") {
		return filepath.Join(workDir, name), nil
	}
	for _, dir := range filepath.SplitList(path) {
		if candidate := filepath.Join(dir, name); executable(candidate) {
			return candidate, nil
		}
	}
	return "", exec.ErrNotFound
}

func executable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir() && info.Mode()&0o111 != 0
}
