package io.henge.druid.runner;

import io.henge.core.attempt.ClusterName;
import io.henge.core.report.ClusterReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The clusters that have attempts, of which the dynamic configuration cannot say whatever it likes: their entries may not go, and
 * neither may they lead elsewhere.
 */
final class TakenClusters {
    private static final String THEN = " Drain it and wait, or declare it dead, and send this again";

    private final Map<ClusterName, Registrations.Entry> held;
    private final Map<ClusterName, Registrations.Entry> wanted;

    /**
     * @param held as the loop has them
     * @param wanted as all entries say now
     */
    TakenClusters(Map<ClusterName, Registrations.Entry> held, Map<ClusterName, Registrations.Entry> wanted) {
        this.held = held;
        this.wanted = wanted;
    }

    /** Why the dynamic configuration cannot have these entries now. */
    Optional<String> conflict(Map<ClusterName, Registrations.Entry> next, List<ClusterReport> reports) {
        for (ClusterReport report : reports) {
            long there = report.attempts().live() + report.attempts().purgeDebt();
            if (there > 0 && report.record().dead() == null) {
                Optional<String> why = conflict(report.name(), next.get(report.name()), there);
                if (why.isPresent()) {
                    return why;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> conflict(ClusterName name, Registrations.@Nullable Entry next, long there) {
        Registrations.@Nullable Entry present = held.get(name);
        if (present == null) {
            return Optional.empty();
        }
        String cluster = "Cluster[" + name + "]";
        String namespace = present.cluster().namespace();
        if (present.origin() == Origin.DYNAMIC && next == null) {
            return Optional.of(cluster + " is not among clusters any more, but has [" + there + "] attempts." + THEN);
        }
        if (next != null && !next.cluster().namespace().equals(namespace)) {
            return Optional.of(cluster + " has [" + there + "] attempts in taskNamespace[" + namespace
                    + "], which would be seen no more with taskNamespace["
                    + next.cluster().namespace() + "]." + THEN);
        }
        Registrations.@Nullable Entry secret = wanted.get(name);
        return next == null || secret == null || secret.origin() != Origin.SECRET
                ? Optional.empty()
                : Optional.of(
                        cluster + " is registered by " + secret.cluster().key() + " and has [" + there
                                + "] attempts, so that its name cannot be taken over. Give another name, or delete that Secret first");
    }
}
