// Package cli is the command line of localkube.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sys/unix"

	"henge.io/localkube/internal/component"
)

// Exit statuses.
const (
	exitFailed      = 1
	exitUsage       = 2
	exitUnreachable = 3
	exitInterrupted = 130
)

// failure is an error with the exit status that it means.
type failure struct {
	status int
	error
}

func usage(err error) error {
	if err == nil {
		return nil
	}
	return failure{exitUsage, err}
}

func (f failure) Unwrap() error { return f.error }

var errInterrupted = errors.New("interrupted")

// Run carries out the arguments and returns the exit status.
func Run(arguments []string, stdout, stderr io.Writer) int {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, unix.SIGINT, unix.SIGTERM, unix.SIGHUP)
	defer signal.Stop(signals)
	go func() {
		<-signals
		cancel(errInterrupted)
	}()
	root := newRoot()
	root.SetArgs(arguments)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	fmt.Fprintf(stderr, "localkube: %v\n", err)
	var failed failure
	switch {
	case errors.Is(err, errInterrupted):
		return exitInterrupted
	case errors.As(err, &failed):
		return failed.status
	}
	return exitFailed
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "localkube",
		Short: "Real Kubernetes clusters on one machine, without containers or privileges",
		Long: "localkube brings up real Kubernetes control planes whose nodes run pods as processes of this machine,\n" +
			"or only pretend to. It also is those control planes' parts: " + strings.Join(component.All(), ", ") + ".",
		SilenceErrors: true, SilenceUsage: true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		Args:              noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			return usage(errors.New("no command is given: 'localkube --help' lists them"))
		},
	}
	root.SetFlagErrorFunc(func(command *cobra.Command, err error) error {
		return usage(fmt.Errorf("%w: '%s --help' shows what it takes", err, command.CommandPath()))
	})
	root.AddCommand(upCommand(), downCommand(), statusCommand(), loadCommand(), nodeCommand(), simNodeCommand())
	for _, name := range component.All() {
		root.AddCommand(componentCommand(name))
	}
	return root
}

// componentCommand only lists a part in the help: main runs parts before this package is asked.
func componentCommand(name string) *cobra.Command {
	return &cobra.Command{
		Use: name, Short: "Kubernetes' own " + name + ", with its own flags", DisableFlagParsing: true,
		Run: func(_ *cobra.Command, arguments []string) { component.Run(name, arguments) },
	}
}

func noArguments(command *cobra.Command, arguments []string) error {
	if len(arguments) > 0 {
		return usage(fmt.Errorf("%s does not know %q: '%s --help' shows what it takes",
			command.CommandPath(), arguments[0], command.CommandPath()))
	}
	return nil
}

// required refuses flags that are left out, all at once.
func required(command *cobra.Command, names ...string) error {
	var missing []error
	for _, name := range names {
		if !command.Flags().Changed(name) {
			missing = append(missing, fmt.Errorf("--%s is missing: %s", name, command.Flags().Lookup(name).Usage))
		}
	}
	return usage(errors.Join(missing...))
}
