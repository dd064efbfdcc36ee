package io.henge.core.cluster;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tells one Kubernetes cluster from every other, as far as it may be read: uids of two of its namespaces.
 *
 * @param system of {@code kube-system}, which is made with the cluster; null where it is not known
 * @param namespace of the namespace where tasks run; null where it is not known
 */
public record ClusterIdentity(
        @Nullable String system, @Nullable String namespace) {
    /** Of which nothing is known. */
    public static final ClusterIdentity NONE = new ClusterIdentity(null, null);

    private static final String NOT_KNOWN = "-";
    private static final Pattern UID = Pattern.compile("[A-Za-z0-9.-]{2,64}");
    private static final Pattern TEXT = Pattern.compile("(\\S+) (\\S+)");

    public ClusterIdentity {
        system = system != null && UID.matcher(system).matches() ? system : null;
        namespace = namespace != null && UID.matcher(namespace).matches() ? namespace : null;
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /** Whether it is certainly the same place; the namespaces of both have one name. */
    public boolean isSame(ClusterIdentity other) {
        if (system != null && other.system != null) {
            return system.equals(other.system);
        }
        return namespace != null && namespace.equals(other.namespace);
    }

    /** Whether it is certainly another place; by what is known of both. */
    public boolean isAnother(ClusterIdentity other) {
        boolean comparable = (system != null && other.system != null) || (namespace != null && other.namespace != null);
        return comparable && !isSame(other);
    }

    /** This, and of what is not known here, what was known before. */
    public ClusterIdentity orAsBefore(ClusterIdentity before) {
        return new ClusterIdentity(
                system == null ? before.system : system, namespace == null ? before.namespace : namespace);
    }

    /** As the ledger keeps it, in at most 129 characters. */
    public String text() {
        return (system == null ? NOT_KNOWN : system) + " " + (namespace == null ? NOT_KNOWN : namespace);
    }

    /** What {@link #text} gave; empty for anything else. */
    public static Optional<ClusterIdentity> of(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new ClusterIdentity(known(parts.group(1)), known(parts.group(2))))
                : Optional.empty();
    }

    private static @Nullable String known(String uid) {
        return uid.equals(NOT_KNOWN) ? null : uid;
    }

    /** For people. */
    @Override
    public String toString() {
        return system == null ? "namespace=" + namespace : "kube-system=" + system;
    }
}
