package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"henge.io/localkube/internal/load"
)

func loadCommand() *cobra.Command {
	options := load.Options{}
	var output string
	command := &cobra.Command{
		Use:   "load --kubeconfig F --namespace NS",
		Short: "Create Jobs as fast as a client can, and measure",
		Long: "Creates Jobs with client-go and prints creates a second and the latency of the calls: the yardstick for\n" +
			"benchmarks. Its Jobs carry the label " + load.Label + " and are deleted afterwards, unless --keep.",
		Args: noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			err := errors.Join(required(command, "kubeconfig", "namespace"), checkOutput(output))
			if err == nil {
				err = usage(options.Check())
			}
			if err != nil {
				return err
			}
			result, err := load.Run(command.Context(), options, command.ErrOrStderr())
			if unreachable := new(load.UnreachableError); errors.As(err, &unreachable) {
				return failure{exitUnreachable, err}
			}
			if err != nil {
				return err
			}
			if output == "json" {
				return printJSON(command.OutOrStdout(), result)
			}
			_, err = fmt.Fprint(command.OutOrStdout(), result.Text())
			return err
		},
	}
	flags := command.Flags()
	flags.StringVar(&options.Kubeconfig, "kubeconfig", "", "kubeconfig of the cluster")
	flags.StringVar(&options.Namespace, "namespace", "", "namespace for the Jobs")
	flags.IntVar(&options.Jobs, "jobs", 1000, "number of Jobs")
	flags.IntVar(&options.Workers, "workers", 16, "number of calls at the same time")
	flags.BoolVar(&options.Simulated, "simulated", false, "let the Jobs run on simulated nodes; without, they stay suspended")
	flags.StringVar(&options.Job, "job", "", "a `FILE` with the Job, in YAML or JSON, that all are copies of")
	flags.BoolVar(&options.Keep, "keep", false, "leave the Jobs")
	addOutput(command, &output)
	return command
}
