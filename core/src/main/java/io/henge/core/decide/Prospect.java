package io.henge.core.decide;

import io.henge.core.failover.Disposition;
import io.henge.core.failover.FailoverMode;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.failover.PurgeMode;
import io.henge.core.health.ClusterHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an attempt by itself while its cluster is silent. What is done, what is shown before it is done, and why
 * nothing is done all rest on it.
 *
 * @param at when it is taken from its cluster, if nothing is heard until then and its task can go on elsewhere; null where
 *     it is not
 * @param disposition what becomes of its task then; {@link Disposition#HOLD} exactly where {@code at} is null
 * @param why as a sentence
 */
public record Prospect(@Nullable Instant at, Disposition disposition, String why) {
    /** What becomes of the attempt, which is on that cluster. */
    public static Prospect of(AttemptView view, ClusterFacts cluster, Policies policies, Instant now) {
        if (cluster.standing().isDead()) {
            return stays("the word of a person decides");
        }
        if (policies.failover().mode() == FailoverMode.OFF) {
            return stays("failover.mode is off");
        }
        ClusterHealth health = cluster.health();
        if (!health.state().isSilent()) {
            return stays("a cluster that is " + health.state().word() + " keeps its tasks");
        }
        FailoverPolicy policy = view.preference().asked().failover();
        Disposition disposition = Fate.onLost(view, policies);
        if (disposition == Disposition.HOLD) {
            return stays(
                    Fate.usual(view.traits(), policies) == Disposition.HOLD
                            ? "a task of type[" + view.traits().type() + "] is never taken away"
                            : "its onLost is Hold");
        }
        if (policy.purgeMode() == PurgeMode.NEVER) {
            return stays("its purgeMode is Never");
        }
        if (policy.purgeMode() == PurgeMode.DIRECTLY) {
            return stays("blocked: its purgeMode is Directly, and nobody can see that its old pod is gone");
        }
        @Nullable Integer max = policy.maxPerHour();
        long taken = view.preference().takenLately(now);
        if (max != null && taken >= max) {
            return stays("its maxPerHour is " + max + ", and it was taken away as often within an hour");
        }
        return cluster.vitals().lostAt().equals(Instant.MAX)
                ? stays(health.words().isEmpty() ? "it is not silent on every channel" : health.words())
                : new Prospect(due(cluster, policy), disposition, "its cluster is silent");
    }

    /** Counted from when the cluster was last well, which the ledger keeps: no leader begins anew. */
    private static Instant due(ClusterFacts cluster, FailoverPolicy policy) {
        Instant lostAt = cluster.vitals().lostAt();
        @Nullable Duration patience = policy.patience().cluster();
        ClusterHealth health = cluster.health();
        if (patience == null) {
            return lostAt;
        }
        Instant over =
                Objects.requireNonNullElse(health.badSince(), health.since()).plus(patience);
        return over.isAfter(lostAt) ? over : lostAt;
    }

    private static Prospect stays(String why) {
        return new Prospect(null, Disposition.HOLD, why);
    }

    /** Whether that has come. */
    boolean isDue(Instant now) {
        return at != null && !now.isBefore(at);
    }
}
