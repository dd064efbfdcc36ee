package cluster

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/validation"

	"henge.io/localkube/internal/loopback"
)

// Options says what cluster Up brings up.
type Options struct {
	Dir         string
	Name        string
	Namespace   string
	Nodes       int
	SimNodes    int
	NodeCPU     string
	NodeMemory  string
	NodePods    int
	SimNodePods int
	Images      []string // NAME=DIR
	Roles       []string // files
	Audit       bool
	Timeout     time.Duration
}

// Check returns every complaint about the options at once.
func (o *Options) Check() error {
	_, roles := readRoles(o.Roles, o.Namespace)
	return errors.Join(
		checkDNSLabel("--name", o.Name),
		checkDNSLabel("--namespace", o.Namespace),
		checkCount("--nodes", o.Nodes, 0, loopback.NodesMax),
		checkCount("--sim-nodes", o.SimNodes, 0, loopback.NodesMax),
		o.checkNodes(),
		checkQuantity("--node-cpu", o.NodeCPU),
		checkQuantity("--node-memory", o.NodeMemory),
		checkCount("--node-pods", o.NodePods, 1, o.addressesPerNode()/2),
		checkCount("--sim-node-pods", o.SimNodePods, 1, o.addressesPerNode()),
		o.checkDir(),
		o.checkImages(),
		roles,
	)
}

// addressesPerNode is what PodRanges gives a node.
func (o *Options) addressesPerNode() int {
	return 254 * max(1, 254/max(1, o.Nodes+o.SimNodes))
}

func (o *Options) checkNodes() error {
	if o.Nodes+o.SimNodes < 1 || o.Nodes+o.SimNodes > loopback.NodesMax {
		return fmt.Errorf("--nodes %d and --sim-nodes %d: together they must be 1 to %d", o.Nodes, o.SimNodes, loopback.NodesMax)
	}
	return nil
}

func checkDNSLabel(flag, value string) error {
	if complaints := validation.IsDNS1123Label(value); len(complaints) > 0 {
		return fmt.Errorf("%s %q is no DNS label: use lower case letters, digits and '-', at most 63, like 'east'", flag, value)
	}
	return nil
}

func checkCount(flag string, value, least, most int) error {
	if value < least || value > most {
		return fmt.Errorf("%s %d: give a number from %d to %d", flag, value, least, most)
	}
	return nil
}

func checkQuantity(flag, value string) error {
	if quantity, err := resource.ParseQuantity(value); err != nil || quantity.Sign() <= 0 {
		return fmt.Errorf("%s %q is no amount: write it like 8, 500m or 16Gi", flag, value)
	}
	return nil
}

func (o *Options) checkDir() error {
	if o.Dir == "" {
		return errors.New("--dir is missing: give the directory that shall hold the cluster")
	}
	absolute, err := filepath.Abs(o.Dir)
	if err != nil {
		return fmt.Errorf("--dir %s: %w", o.Dir, err)
	}
	o.Dir = absolute
	if info, err := os.Stat(o.Dir); err == nil && !info.IsDir() {
		return fmt.Errorf("--dir %s is not a directory: give another path", o.Dir)
	}
	return nil
}

func (o *Options) checkImages() error {
	var complaints []error
	for i, image := range o.Images {
		name, directory, found := strings.Cut(image, "=")
		if !found || name == "" || directory == "" {
			complaints = append(complaints, fmt.Errorf("--image %q: write it as NAME=DIR", image))
			continue
		}
		absolute, err := filepath.Abs(directory)
		if err != nil {
			complaints = append(complaints, fmt.Errorf("--image %s: %w", image, err))
			continue
		}
		if info, err := os.Stat(absolute); err != nil || !info.IsDir() {
			complaints = append(complaints, fmt.Errorf("--image %s: %s is not a directory: build the image first, or mend the path",
				image, absolute))
			continue
		}
		o.Images[i] = name + "=" + absolute
	}
	return errors.Join(complaints...)
}
