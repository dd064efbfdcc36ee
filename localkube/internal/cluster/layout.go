// Package cluster brings a whole Kubernetes cluster up on this machine, each part its own process, and takes it down
// again without leaving anything behind.
package cluster

import (
	"os"
	"path/filepath"
)

// Layout names the files of a cluster's directory.
type Layout struct{ Dir string }

func (l Layout) path(elements ...string) string {
	return filepath.Join(append([]string{l.Dir}, elements...)...)
}

// ClusterFile holds the Summary.
func (l Layout) ClusterFile() string { return l.path("cluster.json") }

// PIDsFile holds the Record of what was started.
func (l Layout) PIDsFile() string { return l.path("pids.json") }

// Log is the log file of a part.
func (l Layout) Log(part string) string { return l.path("logs", part+".log") }

// AuditLog holds one JSON object for each request that the API server has answered, if it was asked to write them down.
func (l Layout) AuditLog() string { return l.path("logs", "audit.log") }

// AdminKubeconfig may do everything.
func (l Layout) AdminKubeconfig() string { return l.path("admin.kubeconfig") }

// HengeKubeconfig may do what the given roles allow.
func (l Layout) HengeKubeconfig() string { return l.path("henge.kubeconfig") }

// NodeDir holds the pods of a node.
func (l Layout) NodeDir(node string) string { return l.path("nodes", node) }

func (l Layout) nodesDir() string                  { return l.path("nodes") }
func (l Layout) logsDir() string                   { return l.path("logs") }
func (l Layout) etcdDir() string                   { return l.path("etcd") }
func (l Layout) pkiDir() string                    { return l.path("pki") }
func (l Layout) authority() string                 { return l.path("pki", "ca.crt") }
func (l Layout) certificate(name string) string    { return l.path("pki", name+".crt") }
func (l Layout) key(name string) string            { return l.path("pki", name+".key") }
func (l Layout) serviceAccountKey() string         { return l.path("pki", "service-account.key") }
func (l Layout) tokens() string                    { return l.path("pki", "tokens.csv") }
func (l Layout) partKubeconfig(user string) string { return l.path("pki", user+".kubeconfig") }
func (l Layout) auditPolicy() string               { return l.path("pki", "audit-policy.yaml") }
func (l Layout) upLock() string                    { return l.path("up.lock") }

// prepare makes the directories, clearing what an earlier, ended cluster left.
func (l Layout) prepare() error {
	old := []string{
		l.ClusterFile(), l.PIDsFile(), l.AdminKubeconfig(), l.HengeKubeconfig(),
		l.nodesDir(), l.logsDir(), l.etcdDir(), l.pkiDir(),
	}
	for _, path := range old {
		if err := os.RemoveAll(path); err != nil {
			return err
		}
	}
	for _, path := range []string{l.logsDir(), l.nodesDir()} {
		if err := os.MkdirAll(path, 0o755); err != nil {
			return err
		}
	}
	return os.MkdirAll(l.pkiDir(), 0o700)
}
