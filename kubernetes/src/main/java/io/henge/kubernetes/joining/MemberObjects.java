package io.henge.kubernetes.joining;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.henge.core.attempt.ClusterName;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The objects that make a cluster one of an Overlord's. Role, RoleBinding and the Secret with the token have the service account's
 * name, so that several Druids can each have a service account in one namespace. Pure functions.
 */
record MemberObjects(Membership membership, MadeFor madeFor) {
    /** Which Secrets register clusters: the Overlord watches those with this label and {@link #REGISTERED}. */
    static final String REGISTRATION = "henge.io/registration";

    static final String REGISTERED = "cluster";

    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final String TOKEN = "kubernetes.io/service-account-token";
    private static final String TOKEN_ACCOUNT = "kubernetes.io/service-account.name";

    /** All of the added cluster, in the order in which they are made. */
    List<HasMetadata> inTheCluster() {
        String account = membership.account();
        return List.of(
                new NamespaceBuilder()
                        .withMetadata(new ObjectMetaBuilder()
                                .withName(membership.namespace())
                                .withLabels(madeFor.labels())
                                .build())
                        .build(),
                // Pods are given none of its rights: it is there for the Overlord.
                new ServiceAccountBuilder()
                        .withMetadata(named(account))
                        .withAutomountServiceAccountToken(false)
                        .build(),
                new RoleBuilder(ShippedRole.read()).withMetadata(named(account)).build(),
                new RoleBindingBuilder()
                        .withMetadata(named(account))
                        .withNewRoleRef(RBAC, "Role", account)
                        .addNewSubject()
                        .withKind("ServiceAccount")
                        .withName(account)
                        .withNamespace(membership.namespace())
                        .endSubject()
                        .build(),
                new SecretBuilder()
                        .withMetadata(new ObjectMetaBuilder(named(account + "-token"))
                                .withAnnotations(Map.of(TOKEN_ACCOUNT, account))
                                .build())
                        .withType(TOKEN)
                        .build());
    }

    private ObjectMeta named(String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(membership.namespace())
                .withLabels(madeFor.labels())
                .build();
    }

    /** The name of the Secret that registers a cluster. */
    static String registrationOf(ClusterName cluster) {
        return "henge-cluster-" + cluster;
    }

    /**
     * The Secret by which the Overlord knows the cluster.
     *
     * @param overlordNamespace where the Overlord looks for it
     * @param kubeconfig by which it gets there
     * @param notes annotations: what taking the cluster back needs to know
     */
    Secret registration(String overlordNamespace, String kubeconfig, Map<String, String> notes) {
        SortedMap<String, String> held = new TreeMap<>();
        membership.settings().forEach((key, value) -> held.put(key, Membership.encoded(value)));
        held.put(Membership.NAME, Membership.encoded(membership.name().value()));
        held.put(Membership.TASK_NAMESPACE, Membership.encoded(membership.namespace()));
        held.put(Membership.KUBECONFIG, Membership.encoded(kubeconfig));
        return new SecretBuilder()
                .withNewMetadata()
                .withName(registrationOf(membership.name()))
                .withNamespace(overlordNamespace)
                .withLabels(madeFor.labels())
                .addToLabels(REGISTRATION, REGISTERED)
                .withAnnotations(new TreeMap<>(notes))
                .addToAnnotations(Membership.ACCOUNT_ANNOTATION, membership.account())
                .endMetadata()
                .withType("Opaque")
                .withData(held)
                .build();
    }
}
