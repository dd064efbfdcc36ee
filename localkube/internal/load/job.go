package load

import (
	"fmt"
	"strings"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"henge.io/localkube/internal/node"
	"henge.io/localkube/internal/simnode"
)

// payload brings a Job to about 2 KB, the size of one that carries a small Druid task.
const payloadBytes = 1200

// newJob makes a Job whose simulated pod ends after a second.
func newJob(run string, number int, simulated bool) *batchv1.Job {
	labels := map[string]string{Label: run}
	backoffLimit, suspend := int32(0), !simulated
	pod := corev1.PodTemplateSpec{
		ObjectMeta: metav1.ObjectMeta{Labels: labels, Annotations: map[string]string{
			simnode.StartSeconds: "0.2", simnode.RunSeconds: "1",
			"localkube.henge.io/payload": strings.Repeat("x", payloadBytes),
		}},
		Spec: corev1.PodSpec{
			RestartPolicy: corev1.RestartPolicyNever,
			NodeSelector:  map[string]string{node.TypeKey: node.TypeSimulated},
			Tolerations:   []corev1.Toleration{{Key: node.TypeKey, Operator: corev1.TolerationOpExists}},
			Containers: []corev1.Container{{
				Name: "main", Image: "localkube/load",
				Resources: corev1.ResourceRequirements{Requests: corev1.ResourceList{
					corev1.ResourceCPU: resource.MustParse("1"), corev1.ResourceMemory: resource.MustParse("1Gi"),
				}},
			}},
		},
	}
	return &batchv1.Job{
		ObjectMeta: metav1.ObjectMeta{Name: fmt.Sprintf("%s-%d", run, number), Labels: labels},
		Spec:       batchv1.JobSpec{BackoffLimit: &backoffLimit, Suspend: &suspend, Template: pod},
	}
}
