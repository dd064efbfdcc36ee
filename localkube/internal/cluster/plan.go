package cluster

import (
	"fmt"
	"net"
	"strconv"
	"strings"

	"henge.io/localkube/internal/component"
	"henge.io/localkube/internal/loopback"
)

const (
	serviceRange = "10.96.0.0/16" // nothing routes to it
	serviceIP    = "10.96.0.1"
)

// controllers are those that Jobs, and the pods and nodes under them, need. Workload and network controllers are left
// out: they cost start-up time and memory.
var controllers = []string{
	"job-controller", "garbage-collector-controller", "namespace-controller", "ttl-after-finished-controller",
	"serviceaccount-controller", "serviceaccount-token-controller", "root-ca-certificate-publisher-controller",
	"node-lifecycle-controller", "taint-eviction-controller", "pod-garbage-collector-controller",
	"resourcequota-controller",
}

// auditPolicy has every request written down, without what was sent and answered.
const auditPolicy = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
  - level: Metadata
`

// plan is everything that is decided before the first process starts.
type plan struct {
	options Options
	layout  Layout
	net     *loopback.Net
	nodes   []nodePlan
	id      string
}

type nodePlan struct {
	name      string
	simulated bool
	ip        string
	podIPs    string
}

// spec is a part to be started: a localkube command with its flags.
type spec struct {
	name    string // of the part and its log file
	command string
	flags   []string
	node    bool
}

func newPlan(options Options, network *loopback.Net) (*plan, error) {
	id, err := randomHex(8)
	if err != nil {
		return nil, err
	}
	p := &plan{options: options, layout: Layout{options.Dir}, net: network, id: id}
	ranges := network.PodRanges(options.Nodes + options.SimNodes)
	for i, podIPs := range ranges {
		node := nodePlan{name: fmt.Sprintf("%s-node-%d", options.Name, i), ip: network.NodeIP(i), podIPs: podIPs}
		if i >= options.Nodes {
			node.name, node.simulated = fmt.Sprintf("%s-sim-%d", options.Name, i-options.Nodes), true
		}
		p.nodes = append(p.nodes, node)
	}
	return p, nil
}

func (p *plan) etcdURL(port int) string {
	return "http://" + net.JoinHostPort(p.net.ControlPlaneIP(), strconv.Itoa(port))
}

func (p *plan) etcd() spec {
	client, peer := p.etcdURL(loopback.EtcdPort), p.etcdURL(loopback.EtcdPeerPort)
	return spec{name: "etcd", command: component.Etcd, flags: []string{
		"--name=etcd", "--data-dir=" + p.layout.etcdDir(),
		"--listen-client-urls=" + client, "--advertise-client-urls=" + client,
		"--listen-peer-urls=" + peer, "--initial-advertise-peer-urls=" + peer, "--initial-cluster=etcd=" + peer,
		"--log-level=warn", "--quota-backend-bytes=" + strconv.Itoa(8<<30),
		"--unsafe-no-fsync", // the data is thrown away with the cluster
	}}
}

func (p *plan) apiserver() spec {
	ip := p.net.ControlPlaneIP()
	flags := append(p.servingFlags(loopback.APIServerPort), p.auditFlags()...)
	return spec{name: "kube-apiserver", command: component.APIServer, flags: append(flags,
		"--etcd-servers="+p.etcdURL(loopback.EtcdPort),
		"--advertise-address="+ip,
		"--endpoint-reconciler-type=none", // endpoints may not be loopback addresses
		"--service-cluster-ip-range="+serviceRange,
		"--client-ca-file="+p.layout.authority(),
		// Not used by anyone, but without it the other parts complain once a second.
		"--requestheader-client-ca-file="+p.layout.authority(), "--requestheader-allowed-names=front-proxy",
		"--token-auth-file="+p.layout.tokens(),
		"--authorization-mode=Node,RBAC", "--allow-privileged=true",
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file="+p.layout.serviceAccountKey()+".pub",
		"--service-account-signing-key-file="+p.layout.serviceAccountKey(),
		"--kubelet-certificate-authority="+p.layout.authority(),
		"--kubelet-client-certificate="+p.layout.certificate(kubeletClientPair),
		"--kubelet-client-key="+p.layout.key(kubeletClientPair),
		"--kubelet-preferred-address-types=InternalIP",
	)}
}

// auditFlags write down each request when it has been answered, and a long one, such as a watch, also when it begins.
func (p *plan) auditFlags() []string {
	if !p.options.Audit {
		return nil
	}
	return []string{
		"--audit-policy-file=" + p.layout.auditPolicy(), "--audit-log-path=" + p.layout.AuditLog(),
		"--audit-log-mode=blocking",
	}
}

func (p *plan) controllerManager() spec {
	return spec{name: "kube-controller-manager", command: component.ControllerManager, flags: append(
		p.clientFlags("kube-controller-manager", loopback.ControllerManagerPort),
		"--controllers="+strings.Join(controllers, ","),
		"--concurrent-job-syncs=20",
		"--root-ca-file="+p.layout.authority(),
		"--service-account-private-key-file="+p.layout.serviceAccountKey(),
	)}
}

func (p *plan) scheduler() spec {
	return spec{
		name: "kube-scheduler", command: component.Scheduler,
		flags: p.clientFlags("kube-scheduler", loopback.SchedulerPort),
	}
}

func (p *plan) servingFlags(port int) []string {
	return []string{
		"--bind-address=" + p.net.ControlPlaneIP(), "--secure-port=" + strconv.Itoa(port),
		"--tls-cert-file=" + p.layout.certificate(serverPair), "--tls-private-key-file=" + p.layout.key(serverPair),
		"--profiling=false",
	}
}

// clientFlags lift the request limits: with the defaults, 20 a second, a cluster makes about 4 Jobs a second.
func (p *plan) clientFlags(user string, port int) []string {
	kubeconfig := p.layout.partKubeconfig(user)
	return append(p.servingFlags(port),
		"--kubeconfig="+kubeconfig, "--authentication-kubeconfig="+kubeconfig, "--authorization-kubeconfig="+kubeconfig,
		"--leader-elect=false", "--kube-api-qps=500", "--kube-api-burst=1000",
	)
}

func (p *plan) node(node nodePlan) spec {
	command, pods := "node", p.options.NodePods
	if node.simulated {
		command, pods = "sim-node", p.options.SimNodePods
	}
	flags := []string{
		"--name=" + node.name, "--kubeconfig=" + p.layout.partKubeconfig(node.name),
		"--ip=" + node.ip, "--pod-ips=" + node.podIPs, "--pods=" + strconv.Itoa(pods),
		"--tls-cert=" + p.layout.certificate(serverPair), "--tls-key=" + p.layout.key(serverPair),
		"--client-ca=" + p.layout.authority(),
	}
	if !node.simulated {
		flags = append(flags, "--dir="+p.layout.NodeDir(node.name), "--tag="+p.id,
			"--cpu="+p.options.NodeCPU, "--memory="+p.options.NodeMemory)
		for _, image := range p.options.Images {
			flags = append(flags, "--image="+image)
		}
	}
	return spec{name: node.name, command: command, flags: flags, node: true}
}
