package pod

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	corev1 "k8s.io/api/core/v1"
)

// volumeFile is one file of a volume that is made from API objects.
type volumeFile struct {
	path    string
	content []byte
	mode    int32
}

func (i *instance) volumeFiles(objects *objects, source corev1.VolumeSource) ([]volumeFile, error) {
	switch {
	case source.EmptyDir != nil:
		return nil, nil
	case source.ConfigMap != nil:
		object, err := objects.configMap(source.ConfigMap.Name, source.ConfigMap.Optional)
		if err != nil || object == nil {
			return nil, err
		}
		return pick(configMapFiles(object), source.ConfigMap.Items, source.ConfigMap.Optional, source.ConfigMap.DefaultMode)
	case source.Secret != nil:
		object, err := objects.secret(source.Secret.SecretName, source.Secret.Optional)
		if err != nil || object == nil {
			return nil, err
		}
		return pick(object.Data, source.Secret.Items, source.Secret.Optional, source.Secret.DefaultMode)
	case source.DownwardAPI != nil:
		return i.downwardFiles(source.DownwardAPI.Items, source.DownwardAPI.DefaultMode)
	case source.Projected != nil:
		return i.projectedFiles(objects, source.Projected)
	}
	return nil, errors.New("this kind of volume is not supported by localkube: use emptyDir, configMap, secret, " +
		"hostPath, downwardAPI or projected")
}

func (i *instance) projectedFiles(objects *objects, projected *corev1.ProjectedVolumeSource) ([]volumeFile, error) {
	var all []volumeFile
	for _, source := range projected.Sources {
		files, err := i.projectedSource(objects, source, projected.DefaultMode)
		if err != nil {
			return nil, err
		}
		all = append(all, files...)
	}
	return all, nil
}

func (i *instance) projectedSource(objects *objects, source corev1.VolumeProjection, mode *int32) ([]volumeFile, error) {
	switch {
	case source.ConfigMap != nil:
		object, err := objects.configMap(source.ConfigMap.Name, source.ConfigMap.Optional)
		if err != nil || object == nil {
			return nil, err
		}
		return pick(configMapFiles(object), source.ConfigMap.Items, source.ConfigMap.Optional, mode)
	case source.Secret != nil:
		object, err := objects.secret(source.Secret.Name, source.Secret.Optional)
		if err != nil || object == nil {
			return nil, err
		}
		return pick(object.Data, source.Secret.Items, source.Secret.Optional, mode)
	case source.DownwardAPI != nil:
		return i.downwardFiles(source.DownwardAPI.Items, mode)
	case source.ServiceAccountToken != nil:
		token, err := objects.token(source.ServiceAccountToken)
		return []volumeFile{{source.ServiceAccountToken.Path, token, modeOr(nil, mode)}}, err
	}
	return nil, errors.New("this kind of projection is not supported by localkube")
}

func (i *instance) downwardFiles(items []corev1.DownwardAPIVolumeFile, mode *int32) ([]volumeFile, error) {
	var files []volumeFile
	for _, item := range items {
		var value string
		var err error
		if item.FieldRef != nil {
			value, err = i.field(item.FieldRef.FieldPath)
		} else {
			value, err = i.resourceField(item.ResourceFieldRef, "")
		}
		if err != nil {
			return nil, err
		}
		files = append(files, volumeFile{item.Path, []byte(value), modeOr(item.Mode, mode)})
	}
	return files, nil
}

func configMapFiles(object *corev1.ConfigMap) map[string][]byte {
	content := maps.Clone(object.BinaryData)
	if content == nil {
		content = map[string][]byte{}
	}
	for key, value := range object.Data {
		content[key] = []byte(value)
	}
	return content
}

// pick takes the named keys, or all when none is named.
func pick(content map[string][]byte, items []corev1.KeyToPath, optional *bool, mode *int32) ([]volumeFile, error) {
	var files []volumeFile
	if len(items) == 0 {
		for _, key := range slices.Sorted(maps.Keys(content)) {
			files = append(files, volumeFile{key, content[key], modeOr(nil, mode)})
		}
		return files, nil
	}
	for _, item := range items {
		value, found := content[item.Key]
		if !found && isTrue(optional) {
			continue
		}
		if !found {
			return nil, fmt.Errorf("references non-existent config key: %s", item.Key)
		}
		files = append(files, volumeFile{item.Path, value, modeOr(item.Mode, mode)})
	}
	return files, nil
}

func modeOr(own, common *int32) int32 {
	switch {
	case own != nil:
		return *own
	case common != nil:
		return *common
	}
	return defaultFileMode
}
