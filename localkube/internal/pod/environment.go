package pod

import (
	"context"
	"fmt"
	"maps"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/api/v1/resource"
	"k8s.io/kubernetes/pkg/fieldpath"
	"k8s.io/kubernetes/third_party/forked/golang/expansion"
)

// environment resolves env and envFrom: later entries win, $(NAME) means an entry before.
func (i *instance) environment(ctx context.Context, spec corev1.Container) (map[string]string, error) {
	values := map[string]string{}
	objects := i.objects(ctx)
	for _, source := range spec.EnvFrom {
		found, err := objects.envFrom(source)
		if err != nil {
			return nil, err
		}
		for name, value := range found {
			values[source.Prefix+name] = value
		}
	}
	for _, variable := range spec.Env {
		if variable.ValueFrom == nil {
			values[variable.Name] = expansion.Expand(variable.Value, expansion.MappingFuncFor(values))
			continue
		}
		value, found, err := i.valueFrom(objects, spec, variable.ValueFrom)
		if err != nil {
			return nil, fmt.Errorf("env %s: %w", variable.Name, err)
		}
		if found {
			values[variable.Name] = value
		}
	}
	return values, nil
}

func expandAll(words []string, values map[string]string) []string {
	mapping := expansion.MappingFuncFor(maps.Clone(values))
	for index := range words {
		words[index] = expansion.Expand(words[index], mapping)
	}
	return words
}

func (i *instance) valueFrom(objects *objects, spec corev1.Container, source *corev1.EnvVarSource) (string, bool, error) {
	switch {
	case source.FieldRef != nil:
		value, err := i.field(source.FieldRef.FieldPath)
		return value, err == nil, err
	case source.ResourceFieldRef != nil:
		value, err := i.resourceField(source.ResourceFieldRef, spec.Name)
		return value, err == nil, err
	case source.ConfigMapKeyRef != nil:
		return objects.configMapKey(source.ConfigMapKeyRef)
	case source.SecretKeyRef != nil:
		return objects.secretKey(source.SecretKeyRef)
	default:
		return "", false, fmt.Errorf("this kind of valueFrom is not supported by localkube")
	}
}

// field resolves a fieldRef. What a pod has only on its node comes from our state.
func (i *instance) field(path string) (string, error) {
	pod := i.snapshot()
	switch path {
	case "spec.nodeName":
		return i.provider.config.Node, nil
	case "spec.serviceAccountName":
		return pod.Spec.ServiceAccountName, nil
	case "status.hostIP", "status.hostIPs":
		return i.provider.config.NodeIP, nil
	case "status.podIP", "status.podIPs":
		return pod.Status.PodIP, nil
	}
	value, err := fieldpath.ExtractFieldPathAsString(pod, path)
	if err != nil {
		return "", fmt.Errorf("fieldRef %s: %w", path, err)
	}
	return value, nil
}

func (i *instance) resourceField(selector *corev1.ResourceFieldSelector, container string) (string, error) {
	if selector.ContainerName != "" {
		container = selector.ContainerName
	}
	pod := i.snapshot()
	value, err := resource.ExtractResourceValueByContainerNameAndNodeAllocatable(
		selector, pod, container, i.provider.config.Allocatable)
	if err != nil {
		return "", fmt.Errorf("resourceFieldRef %s: %w", selector.Resource, err)
	}
	return value, nil
}
