package cluster

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/kubernetes"
	"sigs.k8s.io/yaml"
)

// hengeUser is the name under which the API server knows the limited kubeconfig.
const hengeUser = "henge"

// readRoles reads the Roles in the files and puts them into the namespace.
func readRoles(files []string, namespace string) ([]rbacv1.Role, error) {
	var roles []rbacv1.Role
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("--role %s cannot be read (%w): mend the path", file, err)
		}
		found, err := parseRoles(content)
		if err != nil {
			return nil, fmt.Errorf("--role %s: %w: give a YAML manifest of kind Role, apiVersion %s",
				file, err, rbacv1.SchemeGroupVersion)
		}
		roles = append(roles, found...)
	}
	for i := range roles {
		roles[i].Namespace = namespace
	}
	return roles, nil
}

func parseRoles(content []byte) ([]rbacv1.Role, error) {
	documents := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(content)))
	var roles []rbacv1.Role
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		var object metav1.PartialObjectMetadata
		if err := yaml.Unmarshal(document, &object); err != nil {
			return nil, err
		}
		if object.Kind == "" && object.Name == "" {
			continue // only comments
		}
		if object.Kind != "Role" || object.APIVersion != rbacv1.SchemeGroupVersion.String() || object.Name == "" {
			return nil, fmt.Errorf("it holds kind %q, apiVersion %q, name %q", object.Kind, object.APIVersion, object.Name)
		}
		var role rbacv1.Role
		if err := yaml.UnmarshalStrict(document, &role); err != nil {
			return nil, err
		}
		roles = append(roles, role)
	}
	if len(roles) == 0 {
		return nil, errors.New("it holds no Role")
	}
	return roles, nil
}

// grantRoles creates the roles and binds them to Henge's user.
func grantRoles(ctx context.Context, client kubernetes.Interface, roles []rbacv1.Role) error {
	for _, role := range roles {
		access := client.RbacV1()
		if _, err := access.Roles(role.Namespace).Create(ctx, &role, metav1.CreateOptions{}); ignoreExisting(err) != nil {
			return fmt.Errorf("create Role %s: %w", role.Name, err)
		}
		binding := &rbacv1.RoleBinding{
			ObjectMeta: metav1.ObjectMeta{Name: role.Name, Namespace: role.Namespace},
			RoleRef:    rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "Role", Name: role.Name},
			Subjects:   []rbacv1.Subject{{APIGroup: rbacv1.GroupName, Kind: rbacv1.UserKind, Name: hengeUser}},
		}
		if _, err := access.RoleBindings(role.Namespace).Create(ctx, binding, metav1.CreateOptions{}); ignoreExisting(err) != nil {
			return fmt.Errorf("create RoleBinding %s: %w", role.Name, err)
		}
	}
	return nil
}

func ignoreExisting(err error) error {
	if apierrors.IsAlreadyExists(err) {
		return nil
	}
	return err
}
