package cluster

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"

	"henge.io/localkube/internal/await"
	"henge.io/localkube/internal/loopback"
)

// Limits for one part to become ready, far above what a loaded machine of two cores was seen to need. Options.Timeout
// bounds the whole.
const (
	readyLimit = 60 * time.Second
	tryLimit   = 2 * time.Second // for one question to a part
)

// How much of a failed part's log is shown.
const (
	logTailLines = 15
	logLineBytes = 300
)

// PartError says which part failed and where its log is.
type PartError struct {
	Part string
	Log  string
	Why  error
}

// Error ends with the last lines of the log.
func (e *PartError) Error() string {
	return fmt.Sprintf("%s failed: %v; its log is %s, which ends:\n%s", e.Part, e.Why, e.Log, tail(e.Log, logTailLines))
}

// Unwrap gives the reason.
func (e *PartError) Unwrap() error { return e.Why }

func tail(path string, lines int) string {
	const most = 16 << 10
	file, err := os.Open(path)
	if err != nil {
		return fmt.Sprintf("  (%v)", err)
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.Size() > most {
		if _, err := file.Seek(-most, io.SeekEnd); err != nil {
			return fmt.Sprintf("  (%v)", err)
		}
	}
	content, err := io.ReadAll(io.LimitReader(file, most))
	if err != nil {
		return fmt.Sprintf("  (%v)", err)
	}
	all := strings.Split(string(bytes.TrimSpace(content)), "\n")
	last := all[max(0, len(all)-lines):]
	for i, line := range last {
		last[i] = "  " + line[:min(len(line), logLineBytes)]
	}
	return strings.Join(last, "\n")
}

func (up *bringUp) awaitPart(ctx context.Context, part string, condition func(context.Context) error) error {
	err := await.Until(ctx, readyLimit, part+" to be ready", condition)
	if err == nil {
		up.say("%s ready", part)
		return nil
	}
	if failed, dead := context.Cause(ctx).(*PartError); dead {
		return failed
	}
	if ctx.Err() == context.Canceled {
		return context.Cause(ctx)
	}
	return &PartError{Part: part, Log: up.layout.Log(part), Why: err}
}

func (up *bringUp) awaitEtcd(ctx context.Context) error {
	client := &http.Client{Timeout: tryLimit}
	return up.awaitPart(ctx, "etcd", func(ctx context.Context) error {
		return healthy(ctx, client, up.etcdURL(loopback.EtcdPort)+"/health")
	})
}

func (up *bringUp) awaitAPIServer(ctx context.Context) error {
	client, err := up.httpClient("admin", up.layout.AdminKubeconfig())
	if err != nil {
		return err
	}
	return up.awaitPart(ctx, "kube-apiserver", func(ctx context.Context) error {
		return healthy(ctx, client, up.apiServer()+"/readyz")
	})
}

// awaitControllers asks the two parts that would otherwise only show by Jobs that do not run.
func (up *bringUp) awaitControllers(ctx context.Context) error {
	client, err := up.httpClient("admin", up.layout.AdminKubeconfig())
	if err != nil {
		return err
	}
	for _, part := range []struct {
		name string
		port int
	}{{"kube-controller-manager", loopback.ControllerManagerPort}, {"kube-scheduler", loopback.SchedulerPort}} {
		url := "https://" + net.JoinHostPort(up.net.ControlPlaneIP(), strconv.Itoa(part.port)) + "/healthz"
		err := up.awaitPart(ctx, part.name, func(ctx context.Context) error { return healthy(ctx, client, url) })
		if err != nil {
			return err
		}
	}
	return up.awaitPart(ctx, "kube-controller-manager", func(ctx context.Context) error {
		_, err := up.client.CoreV1().ServiceAccounts(up.options.Namespace).Get(ctx, "default", metav1.GetOptions{})
		return err
	})
}

func (up *bringUp) awaitNodes(ctx context.Context) error {
	for _, node := range up.nodes {
		err := up.awaitPart(ctx, node.name, func(ctx context.Context) error {
			object, err := up.client.CoreV1().Nodes().Get(ctx, node.name, metav1.GetOptions{})
			if err != nil {
				return err
			}
			return schedulable(object)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func schedulable(node *corev1.Node) error {
	for _, taint := range node.Spec.Taints {
		if strings.HasPrefix(taint.Key, "node.kubernetes.io/") {
			return fmt.Errorf("node %s has the taint %s", node.Name, taint.Key)
		}
	}
	for _, condition := range node.Status.Conditions {
		if condition.Type == corev1.NodeReady && condition.Status == corev1.ConditionTrue {
			return nil
		}
	}
	return fmt.Errorf("node %s is not Ready", node.Name)
}

// furnish makes the namespace and what Henge may do in it.
func (up *bringUp) furnish(ctx context.Context) error {
	namespace := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: up.options.Namespace}}
	if _, err := up.client.CoreV1().Namespaces().Create(ctx, namespace, metav1.CreateOptions{}); ignoreExisting(err) != nil {
		return fmt.Errorf("create namespace %s: %w", up.options.Namespace, err)
	}
	return grantRoles(ctx, up.client, up.roles)
}

func (up *bringUp) httpClient(user, kubeconfig string) (*http.Client, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, fmt.Errorf("read back the kubeconfig of %s: %w", user, err)
	}
	config.Timeout = tryLimit
	return rest.HTTPClientFor(config)
}

func healthy(ctx context.Context, client *http.Client, url string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		body, _ := io.ReadAll(io.LimitReader(response.Body, 500))
		return fmt.Errorf("%s: %s: %s", url, response.Status, bytes.TrimSpace(body))
	}
	return nil
}
