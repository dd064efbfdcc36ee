// Localkube is a whole Kubernetes in one program; see the package cli.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"henge.io/localkube/internal/cli"
	"henge.io/localkube/internal/component"
	"henge.io/localkube/internal/procs"
)

func main() {
	if err := procs.PassGate(); err != nil {
		fmt.Fprintf(os.Stderr, "localkube: %v\n", err)
		os.Exit(1)
	}
	component.Run(filepath.Base(os.Args[0]), os.Args[1:])
	if len(os.Args) > 1 {
		component.Run(os.Args[1], os.Args[2:])
	}
	os.Exit(cli.Run(os.Args[1:], os.Stdout, os.Stderr))
}
