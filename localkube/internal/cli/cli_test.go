package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"henge.io/localkube/internal/component"
)

func run(arguments ...string) (status int, stdout, stderr string) {
	var out, err bytes.Buffer
	status = Run(arguments, &out, &err)
	return status, out.String(), err.String()
}

func TestWrongUsageExitsWith2AndSaysWhatToDo(t *testing.T) {
	dir := t.TempDir()
	for want, arguments := range map[string][]string{
		"no command is given":                {},
		`does not know "fly"`:                {"fly"},
		"unknown flag: --fly":                {"up", "--fly"},
		"--dir is missing":                   {"up", "--name", "east"},
		"--name is missing":                  {"up", "--dir", dir},
		`--name "East" is no DNS label`:      {"up", "--dir", dir, "--name", "East"},
		`invalid argument "x" for "--nodes"`: {"up", "--dir", dir, "--name", "east", "--nodes", "x"},
		`localkube down does not know "now"`: {"down", "--dir", dir, "now"},
		"holds no cluster":                   {"status", "--dir", dir},
		`--output "xml": give text or json`:  {"status", "--dir", dir, "--output", "xml"},
		"--jobs 0":                           {"load", "--kubeconfig", "k", "--namespace", "n", "--jobs", "0"},
		"--kubeconfig is missing":            {"node", "--name", "n"},
		`--pod-ips "x" is no range`:          append([]string{"sim-node", "--pod-ips", "x"}, nodeArguments()...),
	} {
		status, stdout, stderr := run(arguments...)
		if status != 2 || !strings.Contains(stderr, want) || stdout != "" {
			t.Errorf("localkube %v: status %d, want 2 and %q in %q", arguments, status, want, stderr)
		}
	}
}

func nodeArguments() []string {
	return []string{"--name", "n", "--kubeconfig", "k", "--ip", "127.9.0.10", "--tls-cert", "c", "--tls-key", "k", "--client-ca", "a"}
}

func TestHelpOfEveryCommand(t *testing.T) {
	for _, name := range []string{"up", "down", "status", "load", "node", "sim-node"} {
		status, stdout, _ := run(name, "--help")
		if status != 0 || !strings.Contains(stdout, "--") || !strings.Contains(stdout, "Usage:") {
			t.Errorf("%s: status %d\n%s", name, status, stdout)
		}
	}
	_, stdout, _ := run("--help")
	for _, part := range component.All() {
		if !strings.Contains(stdout, part) {
			t.Errorf("help does not list %s", part)
		}
	}
}

func TestLoadWithoutAClusterToTalkTo(t *testing.T) {
	nobody := filepath.Join(t.TempDir(), "kubeconfig")
	content := "apiVersion: v1\nkind: Config\ncurrent-context: a\ncontexts: [{name: a, context: {cluster: a, user: a}}]\n" +
		"users: [{name: a}]\nclusters: [{name: a, cluster: {server: 'https://127.253.0.1:1'}}]\n"
	if err := os.WriteFile(nobody, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	for kubeconfig, want := range map[string]int{nobody: 3, "/no/such/file": 1} {
		if status, _, stderr := run("load", "--kubeconfig", kubeconfig, "--namespace", "n"); status != want {
			t.Errorf("%s: status %d, want %d: %s", kubeconfig, status, want, stderr)
		}
	}
}
