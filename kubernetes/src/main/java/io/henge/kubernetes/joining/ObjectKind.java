package io.henge.kubernetes.joining;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.stream.Stream;

/** The kinds of objects that adding a cluster makes. */
enum ObjectKind {
    NAMESPACE(Namespace.class, "api/v1", "namespaces"),
    SERVICE_ACCOUNT(ServiceAccount.class, "api/v1", "serviceaccounts"),
    ROLE(Role.class, "apis/rbac.authorization.k8s.io/v1", "roles"),
    ROLE_BINDING(RoleBinding.class, "apis/rbac.authorization.k8s.io/v1", "rolebindings"),
    SECRET(Secret.class, "api/v1", "secrets");

    private final Class<? extends HasMetadata> type;
    private final String group;
    private final String plural;

    ObjectKind(Class<? extends HasMetadata> type, String group, String plural) {
        this.type = type;
        this.group = group;
        this.plural = plural;
    }

    static ObjectKind of(HasMetadata object) {
        return Stream.of(values())
                .filter(kind -> kind.type.isInstance(object))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No kind for " + object.getKind()));
    }

    Class<? extends HasMetadata> type() {
        return type;
    }

    /** Where the API has all of them, of that namespace if they are in any. */
    String collection(String namespace) {
        return group + "/" + (this == NAMESPACE ? "" : "namespaces/" + namespace + "/") + plural;
    }

    /** As people write it. */
    @Override
    public String toString() {
        return type.getSimpleName();
    }
}
