package cluster

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func goodOptions(t *testing.T) Options {
	t.Helper()
	return Options{
		Dir: t.TempDir(), Name: "east", Namespace: "henge", Nodes: 1, NodeCPU: "8", NodeMemory: "16Gi",
		NodePods: 110, SimNodePods: 5000, Timeout: time.Minute, Roles: []string{"testdata/role.yaml"},
	}
}

func TestGoodOptions(t *testing.T) {
	options := goodOptions(t)
	options.Images = []string{"a=testdata"}
	if err := options.Check(); err != nil {
		t.Fatal(err)
	}
	if dir := strings.TrimPrefix(options.Images[0], "a="); !filepath.IsAbs(dir) {
		t.Errorf("image directory %s is relative: nodes run elsewhere", dir)
	}
}

func TestEveryBadOptionIsNamedWithItsValue(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func(*Options){
		`--name "East"`:               func(o *Options) { o.Name = "East" },
		`--name ""`:                   func(o *Options) { o.Name = "" },
		`--namespace "a.b"`:           func(o *Options) { o.Namespace = "a.b" },
		`--nodes -1`:                  func(o *Options) { o.Nodes = -1 },
		`--nodes 0 and --sim-nodes 0`: func(o *Options) { o.Nodes = 0 },
		`--node-cpu "many"`:           func(o *Options) { o.NodeCPU = "many" },
		`--node-memory "-1Gi"`:        func(o *Options) { o.NodeMemory = "-1Gi" },
		`--node-pods 0`:               func(o *Options) { o.NodePods = 0 },
		`--sim-node-pods 70000`:       func(o *Options) { o.SimNodePods = 70000 },
		`--dir is missing`:            func(o *Options) { o.Dir = "" },
		`is not a directory`:          func(o *Options) { o.Dir = file },
		`--image "peon"`:              func(o *Options) { o.Images = []string{"peon"} },
		`--image peon=/no/such/dir`:   func(o *Options) { o.Images = []string{"peon=/no/such/dir"} },
		`--role /no/such/role.yaml`:   func(o *Options) { o.Roles = []string{"/no/such/role.yaml"} },
		`it holds kind "ConfigMap"`:   func(o *Options) { o.Roles = []string{"testdata/configmap.yaml"} },
		`it holds no Role`:            func(o *Options) { o.Roles = []string{file} },
	} {
		options := goodOptions(t)
		spoil(&options)
		if err := options.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want a complaint with %s", err, want)
		}
	}
}

func TestAllComplaintsComeAtOnce(t *testing.T) {
	options := goodOptions(t)
	options.Name, options.NodeCPU, options.Nodes = "East", "many", 1000
	err := options.Check()
	for _, want := range []string{"--name", "--node-cpu", "--nodes"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want a complaint about %s", err, want)
		}
	}
}

func TestRolesAreReadIntoTheNamespace(t *testing.T) {
	roles, err := readRoles([]string{"testdata/role.yaml"}, "ns")
	if err != nil || len(roles) != 1 || roles[0].Namespace != "ns" || len(roles[0].Rules) != 2 {
		t.Errorf("%+v, %v", roles, err)
	}
	if _, err := parseRoles([]byte("apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a}\nrulez: []\n")); err == nil {
		t.Error("a misspelt field is taken")
	}
}
