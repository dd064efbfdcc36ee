package node

import (
	"fmt"
	"runtime"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/component-base/version"

	"henge.io/localkube/internal/loopback"
)

// TypeKey is the label that tells process-backed nodes from simulated ones, and the taint of the latter.
const TypeKey = "localkube.henge.io/type"

// Values of TypeKey.
const (
	TypeProcess   = "process"
	TypeSimulated = "simulated"
)

// Config describes a node.
type Config struct {
	Name       string
	Kubeconfig string
	IP         string
	PodIPs     string // FIRST-LAST
	CPU        string
	Memory     string
	Pods       int
	TLSCert    string
	TLSKey     string
	ClientCA   string // whose clients may read logs: the API server
	Type       string
}

// Resources is what the node offers to pods.
func (c Config) Resources() (corev1.ResourceList, error) {
	cpu, err := resource.ParseQuantity(c.CPU)
	if err != nil {
		return nil, fmt.Errorf("--cpu %q is no amount: write it like 8 or 500m", c.CPU)
	}
	memory, err := resource.ParseQuantity(c.Memory)
	if err != nil {
		return nil, fmt.Errorf("--memory %q is no amount: write it like 16Gi", c.Memory)
	}
	return corev1.ResourceList{
		corev1.ResourceCPU:              cpu,
		corev1.ResourceMemory:           memory,
		corev1.ResourcePods:             *resource.NewQuantity(int64(c.Pods), resource.DecimalSI),
		corev1.ResourceEphemeralStorage: resource.MustParse("100Gi"),
	}, nil
}

func (c Config) object() (*corev1.Node, error) {
	resources, err := c.Resources()
	if err != nil {
		return nil, err
	}
	node := &corev1.Node{
		ObjectMeta: metav1.ObjectMeta{Name: c.Name, Labels: map[string]string{
			corev1.LabelHostname: c.Name, corev1.LabelOSStable: "linux", corev1.LabelArchStable: runtime.GOARCH,
			TypeKey: c.Type,
		}},
		Status: corev1.NodeStatus{
			Capacity: resources, Allocatable: resources,
			Conditions: conditions(),
			Addresses: []corev1.NodeAddress{
				{Type: corev1.NodeInternalIP, Address: c.IP}, {Type: corev1.NodeHostName, Address: c.Name},
			},
			DaemonEndpoints: corev1.NodeDaemonEndpoints{
				KubeletEndpoint: corev1.DaemonEndpoint{Port: loopback.KubeletPort},
			},
			NodeInfo: corev1.NodeSystemInfo{
				OperatingSystem: "linux", Architecture: runtime.GOARCH, OSImage: "the host of localkube",
				KubeletVersion: version.Get().GitVersion, ContainerRuntimeVersion: "localkube://" + c.Type,
			},
		},
	}
	if c.Type == TypeSimulated {
		node.Spec.Taints = []corev1.Taint{{Key: TypeKey, Value: TypeSimulated, Effect: corev1.TaintEffectNoSchedule}}
	}
	return node, nil
}

func conditions() []corev1.NodeCondition {
	now := metav1.Now()
	list := []corev1.NodeCondition{{
		Type: corev1.NodeReady, Status: corev1.ConditionTrue,
		Reason: "KubeletReady", Message: "localkube node is ready",
	}}
	for _, kind := range []corev1.NodeConditionType{
		corev1.NodeMemoryPressure, corev1.NodeDiskPressure, corev1.NodePIDPressure,
	} {
		list = append(list, corev1.NodeCondition{Type: kind, Status: corev1.ConditionFalse, Reason: "NotMeasured"})
	}
	for i := range list {
		list[i].LastHeartbeatTime, list[i].LastTransitionTime = now, now
	}
	return list
}
