package pod

import (
	"context"
	"fmt"
	"time"

	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// objectCallLimit bounds one read of something a pod refers to.
const objectCallLimit = 10 * time.Second

// objects reads what a pod refers to, each object once.
type objects struct {
	ctx        context.Context
	client     kubernetes.Interface
	pod        *corev1.Pod
	configMaps map[string]*corev1.ConfigMap // nil: it does not exist
	secrets    map[string]*corev1.Secret
}

func (i *instance) objects(ctx context.Context) *objects {
	return &objects{
		ctx: ctx, client: i.provider.host.Client, pod: i.snapshot(),
		configMaps: map[string]*corev1.ConfigMap{}, secrets: map[string]*corev1.Secret{},
	}
}

func (o *objects) configMap(name string, optional *bool) (*corev1.ConfigMap, error) {
	object, known := o.configMaps[name]
	if !known {
		ctx, cancel := context.WithTimeout(o.ctx, objectCallLimit)
		defer cancel()
		found, err := o.client.CoreV1().ConfigMaps(o.pod.Namespace).Get(ctx, name, metav1.GetOptions{})
		if err == nil {
			object = found
		} else if !apierrors.IsNotFound(err) {
			return nil, fmt.Errorf("read configmap %q: %w", name, err)
		}
		o.configMaps[name] = object
	}
	if object == nil && !isTrue(optional) {
		return nil, fmt.Errorf("configmap %q not found", name)
	}
	return object, nil
}

func (o *objects) secret(name string, optional *bool) (*corev1.Secret, error) {
	object, known := o.secrets[name]
	if !known {
		ctx, cancel := context.WithTimeout(o.ctx, objectCallLimit)
		defer cancel()
		found, err := o.client.CoreV1().Secrets(o.pod.Namespace).Get(ctx, name, metav1.GetOptions{})
		if err == nil {
			object = found
		} else if !apierrors.IsNotFound(err) {
			return nil, fmt.Errorf("read secret %q: %w", name, err)
		}
		o.secrets[name] = object
	}
	if object == nil && !isTrue(optional) {
		return nil, fmt.Errorf("secret %q not found", name)
	}
	return object, nil
}

func (o *objects) envFrom(source corev1.EnvFromSource) (map[string]string, error) {
	switch {
	case source.ConfigMapRef != nil:
		object, err := o.configMap(source.ConfigMapRef.Name, source.ConfigMapRef.Optional)
		if err != nil || object == nil {
			return nil, err
		}
		return object.Data, nil
	case source.SecretRef != nil:
		object, err := o.secret(source.SecretRef.Name, source.SecretRef.Optional)
		if err != nil || object == nil {
			return nil, err
		}
		values := map[string]string{}
		for name, value := range object.Data {
			values[name] = string(value)
		}
		return values, nil
	}
	return nil, nil
}

func (o *objects) configMapKey(selector *corev1.ConfigMapKeySelector) (string, bool, error) {
	object, err := o.configMap(selector.Name, selector.Optional)
	if err != nil || object == nil {
		return "", false, err
	}
	value, found := object.Data[selector.Key]
	if !found && !isTrue(selector.Optional) {
		return "", false, fmt.Errorf("couldn't find key %s in ConfigMap %s/%s", selector.Key, o.pod.Namespace, selector.Name)
	}
	return value, found, nil
}

func (o *objects) secretKey(selector *corev1.SecretKeySelector) (string, bool, error) {
	object, err := o.secret(selector.Name, selector.Optional)
	if err != nil || object == nil {
		return "", false, err
	}
	value, found := object.Data[selector.Key]
	if !found && !isTrue(selector.Optional) {
		return "", false, fmt.Errorf("couldn't find key %s in Secret %s/%s", selector.Key, o.pod.Namespace, selector.Name)
	}
	return string(value), found, nil
}

// token asks the API server for a token of the pod's service account. It is not renewed: the server gives the usual
// hour, and for tokens of its own audience a year.
func (o *objects) token(projection *corev1.ServiceAccountTokenProjection) ([]byte, error) {
	ctx, cancel := context.WithTimeout(o.ctx, objectCallLimit)
	defer cancel()
	request := &authenticationv1.TokenRequest{Spec: authenticationv1.TokenRequestSpec{
		ExpirationSeconds: projection.ExpirationSeconds,
		BoundObjectRef: &authenticationv1.BoundObjectReference{
			APIVersion: "v1", Kind: "Pod", Name: o.pod.Name, UID: o.pod.UID,
		},
	}}
	if projection.Audience != "" {
		request.Spec.Audiences = []string{projection.Audience}
	}
	account := o.pod.Spec.ServiceAccountName
	made, err := o.client.CoreV1().ServiceAccounts(o.pod.Namespace).CreateToken(ctx, account, request, metav1.CreateOptions{})
	if err != nil {
		return nil, fmt.Errorf("token of service account %q: %w", account, err)
	}
	return []byte(made.Status.Token), nil
}

func isTrue(value *bool) bool { return value != nil && *value }
