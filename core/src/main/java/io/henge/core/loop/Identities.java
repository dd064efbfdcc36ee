package io.henge.core.loop;

import io.henge.core.attempt.ClusterName;
import io.henge.core.cluster.ClusterIdentity;
import io.henge.core.ledger.LedgerEvent;
import io.henge.core.port.ClusterConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether what answers under a cluster's name is the cluster that it was, and no other entry's. While it is not, nothing that
 * it shows counts. Only the loop's thread may use it.
 */
final class Identities {
    private static final Logger log = LoggerFactory.getLogger(Identities.class);

    private static final String RECORDING = "It is being recorded which cluster it is";

    private final LoopPorts ports;
    private final LoopState state;
    private final ClusterWrites writes;

    /** What each cluster was found to be, and rightly. */
    private final Map<ClusterName, Accepted> accepted = new HashMap<>();

    /** What this term has recorded, or is recording, of each cluster last. */
    private final Map<ClusterName, ClusterIdentity> written = new HashMap<>();

    /** How many writes are under way that say of a cluster that it is another one than before. */
    private final Map<ClusterName, Integer> recording = new HashMap<>();

    /** Why the others are not taken for what they are called. */
    private final Map<ClusterName, String> doubts = new HashMap<>();

    /** For as long as it is reached by that connection and says so. */
    private record Accepted(ClusterConnection connection, ClusterIdentity identity) {}

    Identities(LoopPorts ports, LoopState state, ClusterWrites writes) {
        this.ports = ports;
        this.state = state;
        this.writes = writes;
    }

    /** Looks at what the cluster says of itself, and says what is wrong with it, in words; null if nothing is. */
    @Nullable
    String doubt(ClusterConnection cluster) {
        ClusterName name = cluster.name();
        ClusterIdentity seen = cluster.identity();
        @Nullable Accepted known = accepted.get(name);
        if (known != null && known.connection() == cluster && known.identity().equals(seen)) {
            return unrecorded(name);
        }
        Optional<String> wrong = anotherCluster(name, seen).or(() -> anotherEntry(cluster, seen));
        if (wrong.isPresent()) {
            tell(name, wrong.get());
            accepted.remove(name);
            cluster.expect(whereItsAttemptsAre(name));
            return wrong.get();
        }
        doubts.remove(name);
        cluster.expect(seen);
        accepted.put(name, new Accepted(cluster, seen));
        record(name, seen);
        return unrecorded(name);
    }

    /** Until the ledger says which cluster it is, a later leader could take another one for it. */
    private @Nullable String unrecorded(ClusterName name) {
        return recording.getOrDefault(name, 0) > 0 ? RECORDING : null;
    }

    /** Whether the cluster was in doubt when it was last looked at. */
    boolean isDoubted(ClusterName name) {
        return doubts.containsKey(name);
    }

    private boolean isAccepted(ClusterConnection cluster) {
        @Nullable Accepted known = accepted.get(cluster.name());
        return known != null && known.connection() == cluster;
    }

    private Optional<String> anotherCluster(ClusterName name, ClusterIdentity seen) {
        @Nullable ClusterIdentity known = recorded(name);
        return state.table().on(name).isEmpty()
                        || state.record(name).dead() != null
                        || known == null
                        || !known.isAnother(seen)
                ? Optional.empty()
                : Optional.of("Misconfigured: it leads to another cluster (" + seen + ") than where its attempts are ("
                        + known + "). Lead it back there, or declare it dead");
    }

    /** It has to lead there; anywhere, where it has none. */
    private ClusterIdentity whereItsAttemptsAre(ClusterName name) {
        @Nullable ClusterIdentity known = recorded(name);
        return known == null || state.table().on(name).isEmpty() ? ClusterIdentity.NONE : known;
    }

    /** Two entries of one place would each take the other's Jobs for strays; who was there first stays. */
    private Optional<String> anotherEntry(ClusterConnection cluster, ClusterIdentity seen) {
        boolean known = isRecorded(cluster.name(), seen);
        return ports.clusters().values().stream()
                .filter(other -> !other.name().equals(cluster.name()))
                .filter(other -> other.namespace().equals(cluster.namespace()))
                .filter(other -> seen.isSame(other.identity()))
                .filter(other -> isAccepted(other) || (!known && isRecorded(other.name(), other.identity())))
                .findFirst()
                .map(other -> "Misconfigured: it is registered already, as cluster[" + other.name()
                        + "] with the same namespace[" + other.namespace() + "]. Leave one of the two out");
    }

    private boolean isRecorded(ClusterName name, ClusterIdentity seen) {
        @Nullable ClusterIdentity recorded = recorded(name);
        return recorded != null && recorded.isSame(seen);
    }

    /** What will be in the ledger when all that waits is written. */
    private @Nullable ClusterIdentity recorded(ClusterName name) {
        @Nullable ClusterIdentity last = written.get(name);
        return last == null ? state.record(name).identity() : last;
    }

    private void record(ClusterName name, ClusterIdentity seen) {
        @Nullable ClusterIdentity recorded = recorded(name);
        ClusterIdentity next = recorded == null || recorded.isAnother(seen) ? seen : seen.orAsBefore(recorded);
        if (!next.isNone() && !next.equals(recorded)) {
            int more = recorded == null || recorded.isAnother(next) ? 1 : 0;
            written.put(name, next);
            recording.merge(name, more, Integer::sum);
            Runnable done = () -> recording.merge(name, -more, Integer::sum);
            if (recorded != null && recorded.isAnother(next)) {
                // What was said of the one before may not hold for this one.
                writes.change(name, record -> record.identified(next), done);
            } else {
                writes.see(name, known -> known.identified(next), done);
            }
        }
    }

    private void tell(ClusterName name, String why) {
        if (Objects.equals(doubts.put(name, why), why)) {
            return;
        }
        log.warn("Cluster[{}] is not used. {}", name, why);
        ports.lead()
                .writer()
                .note(new LedgerEvent(
                        LedgerEvent.Kind.CLUSTER_REFUSED,
                        ports.clock().instant(),
                        ports.lead().term().holder(),
                        LedgerEvent.About.cluster(name),
                        why));
    }
}
