package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"henge.io/localkube/internal/loopback"
	"henge.io/localkube/internal/node"
	"henge.io/localkube/internal/pod"
	"henge.io/localkube/internal/simnode"
)

func nodeCommand() *cobra.Command {
	config := node.Config{Type: node.TypeProcess}
	var dir, tag string
	var images []string
	command := &cobra.Command{
		Use:   "node",
		Short: "A node whose pods are processes of this machine ('up' starts it)",
		Args:  noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if err := errors.Join(requireNode(command), required(command, "dir")); err != nil {
				return err
			}
			pods, err := podConfig(config, dir, tag, images)
			if err != nil {
				return usage(err)
			}
			return runNode(command.Context(), config, func(ctx context.Context, host node.Host) (node.Provider, error) {
				return pod.New(ctx, pods, host)
			})
		},
	}
	addNodeFlags(command, &config, "8", "16Gi", 110)
	command.Flags().StringVar(&dir, "dir", "", "directory for everything of the node's pods")
	command.Flags().StringVar(&tag, "tag", "", "mark in the environment of pod processes, by which they are found again; default --dir")
	command.Flags().StringArrayVar(&images, "image", nil, "an image as `NAME=DIR`; repeatable")
	return command
}

func simNodeCommand() *cobra.Command {
	config := node.Config{Type: node.TypeSimulated}
	command := &cobra.Command{
		Use:   "sim-node",
		Short: "A node that only pretends to run pods ('up' starts it)",
		Long: "Pods pass through Pending, Running and Succeeded or Failed. Annotations of the pod tell when:\n" +
			"  " + simnode.StartSeconds + "  seconds to Running (1)\n" +
			"  " + simnode.RunSeconds + "    seconds from there to the end (10)\n" +
			"  " + simnode.ExitCode + "      exit code (0)\n" +
			"The node has the label " + node.TypeKey + "=" + node.TypeSimulated + " and a NoSchedule taint of the same key.",
		Args: noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if err := requireNode(command); err != nil {
				return err
			}
			addresses, err := loopback.ParsePool(config.PodIPs)
			if err != nil {
				return usage(fmt.Errorf("--pod-ips %w", err))
			}
			return runNode(command.Context(), config, func(_ context.Context, host node.Host) (node.Provider, error) {
				return simnode.New(config.IP, addresses, host), nil
			})
		},
	}
	addNodeFlags(command, &config, "100000", "1000Ti", 5000)
	return command
}

func addNodeFlags(command *cobra.Command, config *node.Config, cpu, memory string, pods int) {
	flags := command.Flags()
	flags.StringVar(&config.Name, "name", "", "name of the node")
	flags.StringVar(&config.Kubeconfig, "kubeconfig", "", "kubeconfig of the node")
	flags.StringVar(&config.IP, "ip", "", "address of the node and its kubelet port")
	flags.StringVar(&config.PodIPs, "pod-ips", "", "addresses for pods, like 127.5.1.1-127.5.9.254")
	flags.StringVar(&config.CPU, "cpu", cpu, "CPUs that the node offers")
	flags.StringVar(&config.Memory, "memory", memory, "memory that the node offers")
	flags.IntVar(&config.Pods, "pods", pods, "pods that the node takes")
	flags.StringVar(&config.TLSCert, "tls-cert", "", "certificate of the kubelet port")
	flags.StringVar(&config.TLSKey, "tls-key", "", "key of the certificate")
	flags.StringVar(&config.ClientCA, "client-ca", "", "authority whose clients may read logs")
}

func requireNode(command *cobra.Command) error {
	return required(command, "name", "kubeconfig", "ip", "pod-ips", "tls-cert", "tls-key", "client-ca")
}

func podConfig(config node.Config, dir, tag string, images []string) (pod.Config, error) {
	made := pod.Config{Node: config.Name, NodeIP: config.IP, Images: map[string]string{}, Tag: tag, Pace: pod.KubeletPace()}
	var err error
	if made.Dir, err = filepath.Abs(dir); err != nil {
		return made, fmt.Errorf("--dir %s: %w", dir, err)
	}
	if made.Tag == "" {
		made.Tag = made.Dir
	}
	if made.Addresses, err = loopback.ParsePool(config.PodIPs); err != nil {
		return made, fmt.Errorf("--pod-ips %w", err)
	}
	if made.Allocatable, err = config.Resources(); err != nil {
		return made, err
	}
	for _, image := range images {
		name, directory, found := strings.Cut(image, "=")
		if !found || name == "" || directory == "" {
			return made, fmt.Errorf("--image %q: write it as NAME=DIR", image)
		}
		if made.Images[name], err = filepath.Abs(directory); err != nil {
			return made, fmt.Errorf("--image %s: %w", image, err)
		}
	}
	return made, nil
}

// runNode ends without an error when it was told to end.
func runNode(
	ctx context.Context, config node.Config, makeProvider func(context.Context, node.Host) (node.Provider, error),
) error {
	fmt.Fprintf(os.Stderr, "node %s starts at %s\n", config.Name, config.IP)
	err := node.Run(ctx, config, makeProvider)
	if ctx.Err() != nil {
		return nil
	}
	return err
}
