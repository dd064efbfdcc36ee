package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the clusters in turn, in the order of their names. */
public final class RoundRobin {
    private RoundRobin() {}

    /**
     * The cluster after {@code last}, which itself need not be eligible any more; empty if none is.
     *
     * @param last the cluster that was chosen before, null for the first choice
     */
    public static Optional<ClusterName> next(List<ClusterName> eligible, @Nullable ClusterName last) {
        Optional<ClusterName> later = last == null
                ? Optional.empty()
                : eligible.stream().filter(name -> name.compareTo(last) > 0).min(Comparator.naturalOrder());
        return later.isPresent() ? later : eligible.stream().min(Comparator.naturalOrder());
    }
}
