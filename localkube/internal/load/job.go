package load

import (
	"errors"
	"fmt"
	"os"
	"strings"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"henge.io/localkube/internal/node"
	"henge.io/localkube/internal/simnode"
)

// payload brings a Job to about 2 KB, the size of one that carries a small Druid task.
const payloadBytes = 1200

// newJob makes a Job whose simulated pod ends after a second.
func newJob(simulated bool) *batchv1.Job {
	backoffLimit, suspend := int32(0), !simulated
	pod := corev1.PodTemplateSpec{
		ObjectMeta: metav1.ObjectMeta{Annotations: map[string]string{
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
	return &batchv1.Job{Spec: batchv1.JobSpec{BackoffLimit: &backoffLimit, Suspend: &suspend, Template: pod}}
}

// readJob reads a Job in YAML or JSON.
func readJob(file string) (*batchv1.Job, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	job := &batchv1.Job{}
	if err := yaml.UnmarshalStrict(text, job); err != nil {
		return nil, err
	}
	if job.Kind != "Job" {
		return nil, errors.New("kind is not Job: give one Job, in YAML or JSON")
	}
	return job, nil
}

// copyOf makes one Job of a run.
func copyOf(template *batchv1.Job, run string, number int) *batchv1.Job {
	job := template.DeepCopy()
	job.Name, job.Namespace = fmt.Sprintf("%s-%d", run, number), ""
	metav1.SetMetaDataLabel(&job.ObjectMeta, Label, run)
	metav1.SetMetaDataLabel(&job.Spec.Template.ObjectMeta, Label, run)
	return job
}
