package cluster

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"

	"henge.io/localkube/internal/loopback"
	"henge.io/localkube/internal/procs"
)

// Summary is what cluster.json holds: tools read it, so its shape stays.
type Summary struct {
	Name            string `json:"name"`
	Kubeconfig      string `json:"kubeconfig"`
	HengeKubeconfig string `json:"hengeKubeconfig"`
	Namespace       string `json:"namespace"`
	APIServer       string `json:"apiServer"`
	PIDs            PIDs   `json:"pids"`
}

// PIDs are the processes of a cluster. Nodes holds the process-backed ones first, then the simulated ones.
type PIDs struct {
	Etcd              int   `json:"etcd"`
	APIServer         int   `json:"apiserver"`
	ControllerManager int   `json:"controllerManager"`
	Scheduler         int   `json:"scheduler"`
	Nodes             []int `json:"nodes"`
}

// bringUp is one run of Up.
type bringUp struct {
	*plan
	record  *Record
	summary Summary
	client  kubernetes.Interface
	roles   []rbacv1.Role
	abort   context.CancelCauseFunc // ends the run when a part has ended
	begun   time.Time
	out     io.Writer
}

// Up starts a cluster and returns when it can run Jobs. Whatever fails, it takes down what it started. Progress lines
// go to out.
func Up(ctx context.Context, options Options, out io.Writer) (*Summary, error) {
	roles, err := readRoles(options.Roles, options.Namespace)
	if err != nil {
		return nil, err
	}
	layout := Layout{options.Dir}
	lock, err := claim(layout)
	if err != nil {
		return nil, err
	}
	defer lock.Close()
	network, err := loopback.Reserve()
	if err != nil {
		return nil, err
	}
	defer network.Release()
	plan, err := newPlan(options, network)
	if err != nil {
		return nil, err
	}
	bounded, cancel := context.WithTimeout(ctx, options.Timeout)
	defer cancel()
	watched, abort := context.WithCancelCause(bounded)
	defer abort(nil)
	up := &bringUp{
		plan: plan, roles: roles, abort: abort, begun: time.Now(), out: out,
		record: &Record{Name: options.Name, ID: plan.id, Parts: []Part{}},
	}
	if err := up.run(watched); err != nil {
		up.say("taking down what was started")
		return nil, errors.Join(err, Down(context.WithoutCancel(ctx), layout))
	}
	return &up.summary, nil
}

func (up *bringUp) run(ctx context.Context) error {
	if err := up.lay(); err != nil {
		return fmt.Errorf("--dir %s cannot be filled: %w", up.options.Dir, err)
	}
	pids := PIDs{Nodes: []int{}}
	steps := []func() error{
		func() error { return up.start(up.etcd(), &pids.Etcd) },
		func() error { return up.awaitEtcd(ctx) },
		func() error { return up.start(up.apiserver(), &pids.APIServer) },
		func() error { return up.connect() },
		func() error { return up.awaitAPIServer(ctx) },
		func() error { return up.start(up.controllerManager(), &pids.ControllerManager) },
		func() error { return up.start(up.scheduler(), &pids.Scheduler) },
		func() error { return up.startNodes(&pids) },
		func() error { return up.furnish(ctx) },
		func() error { return up.awaitControllers(ctx) },
		func() error { return up.awaitNodes(ctx) },
		func() error { return up.conclude(pids) },
	}
	for _, step := range steps {
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (up *bringUp) lay() error {
	if err := up.layout.prepare(); err != nil {
		return err
	}
	if err := up.record.write(up.layout); err != nil {
		return err
	}
	if up.options.Audit {
		if err := os.WriteFile(up.layout.auditPolicy(), []byte(auditPolicy), 0o644); err != nil {
			return err
		}
	}
	return up.writeAccess()
}

func (up *bringUp) connect() error {
	config, err := clientcmd.BuildConfigFromFlags("", up.layout.AdminKubeconfig())
	if err != nil {
		return fmt.Errorf("read back the kubeconfig: %w", err)
	}
	config.QPS = -1
	up.client, err = kubernetes.NewForConfig(config)
	return err
}

// start starts a part, writes it down, and only then lets it run.
func (up *bringUp) start(spec spec, pid *int) error {
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find the localkube program: %w", err)
	}
	started, err := procs.Start(procs.Spec{
		Path: program, Args: append([]string{spec.command}, spec.flags...),
		Log: up.layout.Log(spec.name), Dir: up.options.Dir, Held: up.net.Lock(),
	})
	if err != nil {
		return fmt.Errorf("start %s: %w", spec.name, err)
	}
	if err := up.record.add(up.layout, Part{Name: spec.name, Node: spec.node, Identity: started.ID}); err != nil {
		return errors.Join(fmt.Errorf("write down %s: %w", spec.name, err), procs.Kill(started.ID))
	}
	if err := started.Open(); err != nil {
		return fmt.Errorf("let %s run: %w", spec.name, err)
	}
	*pid = started.ID.PID
	up.say("%s started (pid %d)", spec.name, started.ID.PID)
	go func() {
		result := <-started.Exited
		up.abort(&PartError{Part: spec.name, Log: up.layout.Log(spec.name), Why: fmt.Errorf("it ended: %s", exitText(result))})
	}()
	return nil
}

func (up *bringUp) startNodes(pids *PIDs) error {
	for _, node := range up.nodes {
		if !node.simulated {
			if err := os.MkdirAll(up.layout.NodeDir(node.name), 0o755); err != nil {
				return fmt.Errorf("make directory of node %s: %w", node.name, err)
			}
		}
		var pid int
		if err := up.start(up.node(node), &pid); err != nil {
			return err
		}
		pids.Nodes = append(pids.Nodes, pid)
	}
	return nil
}

func (up *bringUp) conclude(pids PIDs) error {
	up.summary = Summary{
		Name: up.options.Name, Kubeconfig: up.layout.AdminKubeconfig(), HengeKubeconfig: up.layout.HengeKubeconfig(),
		Namespace: up.options.Namespace, APIServer: up.apiServer(), PIDs: pids,
	}
	if err := writeJSON(up.layout.ClusterFile(), up.summary); err != nil {
		return fmt.Errorf("write %s: %w", up.layout.ClusterFile(), err)
	}
	up.say("cluster %s is ready at %s", up.options.Name, up.apiServer())
	return nil
}

func (up *bringUp) say(format string, arguments ...any) {
	fmt.Fprintf(up.out, "[%5.1fs] %s: %s\n", time.Since(up.begun).Seconds(), up.options.Name, fmt.Sprintf(format, arguments...))
}

func exitText(result error) string {
	if result == nil {
		return "exit status 0"
	}
	return result.Error()
}
