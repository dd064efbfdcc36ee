// Package component runs the parts of Kubernetes itself, unchanged, from this one binary.
package component

import (
	"os"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"          // --logging-format=json
	_ "k8s.io/component-base/metrics/prometheus/clientgo" // client-go metrics in the components
	_ "k8s.io/component-base/metrics/prometheus/version"  // the version metric
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

// Names of the parts, as the first argument of localkube or as the name it is called by.
const (
	Etcd              = "etcd"
	APIServer         = "kube-apiserver"
	ControllerManager = "kube-controller-manager"
	Scheduler         = "kube-scheduler"
)

// All returns the names of the parts that Run knows.
func All() []string {
	return []string{Etcd, APIServer, ControllerManager, Scheduler}
}

// Run ends the process with the part's own exit status. It returns only when name is no part.
// Args are the part's own flags.
func Run(name string, args []string) {
	if name == Etcd {
		os.Args = append([]string{Etcd}, args...)
		etcdmain.Main(os.Args)
		os.Exit(0)
	}
	var command *cobra.Command
	switch name {
	case APIServer:
		command = apiserver.NewAPIServerCommand()
	case ControllerManager:
		command = controllermanager.NewControllerManagerCommand()
	case Scheduler:
		command = scheduler.NewSchedulerCommand()
	default:
		return
	}
	os.Args = append([]string{name}, args...)
	command.SetArgs(args)
	os.Exit(cli.Run(command))
}
