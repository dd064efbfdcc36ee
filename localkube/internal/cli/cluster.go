package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"henge.io/localkube/internal/cluster"
)

func upCommand() *cobra.Command {
	options := cluster.Options{}
	command := &cobra.Command{
		Use:   "up --dir D --name NAME",
		Short: "Bring a cluster up and leave it running",
		Long: "Brings a cluster up, each part as a process of its own, and returns when it can run Jobs. What other\n" +
			"programs need to know is then in D/cluster.json and on standard output. 'localkube down --dir D' ends it.",
		Args: noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if err := required(command, "dir", "name"); err != nil {
				return err
			}
			if err := options.Check(); err != nil {
				return usage(err)
			}
			summary, err := cluster.Up(command.Context(), options, command.ErrOrStderr())
			if err != nil {
				return err
			}
			return printJSON(command.OutOrStdout(), summary)
		},
	}
	flags := command.Flags()
	flags.StringVar(&options.Dir, "dir", "", "directory that shall hold the cluster: data, logs, kubeconfigs")
	flags.StringVar(&options.Name, "name", "", "name of the cluster, a DNS label")
	flags.StringVar(&options.Namespace, "namespace", "henge", "namespace to make, and to give the roles in")
	flags.IntVar(&options.Nodes, "nodes", 1, "number of nodes whose pods are processes")
	flags.IntVar(&options.SimNodes, "sim-nodes", 0, "number of nodes that only pretend to run pods")
	flags.StringVar(&options.NodeCPU, "node-cpu", "8", "CPUs that a node offers to pods")
	flags.StringVar(&options.NodeMemory, "node-memory", "16Gi", "memory that a node offers to pods")
	flags.IntVar(&options.NodePods, "node-pods", 110, "pods that a node takes")
	flags.IntVar(&options.SimNodePods, "sim-node-pods", 5000, "pods that a simulated node takes")
	flags.StringArrayVar(&options.Images, "image", nil, "an image as `NAME=DIR`: pods with this image run what is in the directory; repeatable")
	flags.StringArrayVar(&options.Roles, "role", nil, "a `FILE` with a Role that henge.kubeconfig shall have; repeatable")
	flags.BoolVar(&options.Audit, "audit", false, "write down who asks the API server for what: one JSON object a line, in logs/audit.log")
	flags.DurationVar(&options.Timeout, "timeout", 3*time.Minute, "give up when the cluster is not ready by then")
	return command
}

func downCommand() *cobra.Command {
	var dir string
	command := &cobra.Command{
		Use:   "down --dir D",
		Short: "End a cluster and everything that runs in it",
		Long: "Ends exactly what 'localkube up' started in the directory, with the processes of all pods, also after a\n" +
			"crash of up. Logs stay. Calling it again, or without a cluster, is no error.",
		Args: noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if err := required(command, "dir"); err != nil {
				return err
			}
			absolute, err := filepath.Abs(dir)
			if err != nil {
				return usage(fmt.Errorf("--dir %s: %w", dir, err))
			}
			return cluster.Down(command.Context(), cluster.Layout{Dir: absolute})
		},
	}
	command.Flags().StringVar(&dir, "dir", "", "directory of the cluster")
	return command
}

func statusCommand() *cobra.Command {
	var dir, output string
	command := &cobra.Command{
		Use:   "status --dir D",
		Short: "Show a cluster's parts and whether they run",
		Args:  noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if err := errors.Join(required(command, "dir"), checkOutput(output)); err != nil {
				return err
			}
			absolute, err := filepath.Abs(dir)
			if err != nil {
				return usage(fmt.Errorf("--dir %s: %w", dir, err))
			}
			status, err := cluster.ReadStatus(cluster.Layout{Dir: absolute})
			if errors.Is(err, cluster.ErrNoCluster) {
				return usage(fmt.Errorf("--dir %s %w: start one with 'localkube up'", absolute, err))
			}
			if err != nil {
				return err
			}
			if output == "json" {
				return printJSON(command.OutOrStdout(), status)
			}
			return printStatus(command.OutOrStdout(), status)
		},
	}
	command.Flags().StringVar(&dir, "dir", "", "directory of the cluster")
	addOutput(command, &output)
	return command
}

func printStatus(out io.Writer, status *cluster.Status) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "PART\tPID\tSTATE\tLOG")
	for _, part := range status.Parts {
		state := "ended"
		if part.Alive {
			state = "running"
		}
		fmt.Fprintf(table, "%s\t%d\t%s\t%s\n", part.Name, part.PID, state, part.Log)
	}
	return table.Flush()
}

func addOutput(command *cobra.Command, output *string) {
	command.Flags().StringVar(output, "output", "text", "form of the result: text or json")
}

func checkOutput(output string) error {
	if output != "text" && output != "json" {
		return usage(fmt.Errorf("--output %q: give text or json", output))
	}
	return nil
}

func printJSON(out io.Writer, value any) error {
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}
