package io.henge.kubernetes.joining;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.henge.core.attempt.ClusterName;
import java.util.Optional;

/** Where the Overlord runs: its namespace, and the Secrets in it by which it knows clusters. */
final class OverlordNamespace {
    /** By which context the cluster was added; a registration's annotation says it to who takes the cluster back. */
    static final String CONTEXT = "henge.io/context";

    /** The uid of the namespace there, so that another cluster is not taken for it. */
    static final String NAMESPACE_UID = "henge.io/namespace-uid";

    private OverlordNamespace() {}

    /** What is made for that cluster. */
    static MadeFor madeForIn(ClusterName cluster, JoinRoutes routes, ContextSide overlord)
            throws NotDoneException, InterruptedException {
        HasMetadata namespace = overlord.read(new ObjectRef(ObjectKind.NAMESPACE, "", routes.overlordNamespace()))
                .orElseThrow(
                        () -> NotDoneException.refused(
                                "--overlord-namespace: there is no namespace[" + routes.overlordNamespace() + "] in "
                                        + overlord.route().shown()
                                        + ". Give the one in which the Overlord runs, and --overlord-context if that is another."));
        return new MadeFor(cluster, namespace.getMetadata().getUid());
    }

    static Optional<Secret> find(ClusterName cluster, JoinRoutes routes, ContextSide overlord)
            throws NotDoneException, InterruptedException {
        String name = MemberObjects.registrationOf(cluster);
        return overlord.read(new ObjectRef(ObjectKind.SECRET, routes.overlordNamespace(), name))
                .map(Secret.class::cast);
    }
}
