package io.henge.core.decide;

import io.henge.core.failover.Disposition;
import io.henge.core.failover.FailoverMode;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.failover.PurgeMode;
import io.henge.core.health.ClusterHealth;
import io.henge.core.lease.SeenLease;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an attempt by itself while its cluster is silent. What is done, what is shown before it is done, and why
 * nothing is done all rest on it.
 *
 * @param at when it is taken from its cluster, if nothing is heard until then and its task can go on elsewhere; null where
 *     it is not
 * @param begins when that begins: the same, or before it where its peon is told to stop first; null likewise
 * @param disposition what becomes of its task then; {@link Disposition#HOLD} exactly where {@code at} is null
 * @param why as a sentence
 */
public record Prospect(@Nullable Instant at, @Nullable Instant begins, Disposition disposition, String why) {
    /** What becomes of the attempt, which is on that cluster. */
    public static Prospect of(AttemptView view, ClusterFacts cluster, Policies policies, Instant now) {
        if (cluster.standing().isDead()) {
            return stays("the word of a person decides");
        }
        ClusterHealth health = cluster.health();
        if (policies.failover().mode() != FailoverMode.OFF && !health.state().isSilent()) {
            return stays("a cluster that is " + health.state().word() + " keeps its tasks");
        }
        Optional<String> kept = whyItIsKept(view, policies, now);
        if (kept.isPresent()) {
            return stays(kept.get());
        }
        FailoverPolicy policy = view.preference().asked().failover();
        Optional<String> blocked = whyItIsBlocked(view, policy);
        if (blocked.isPresent()) {
            return stays(blocked.get());
        }
        if (cluster.vitals().lostAt().equals(Instant.MAX)) {
            return stays(health.words().isEmpty() ? "it is not silent on every channel" : health.words());
        }
        Instant begins = due(cluster, policy).plus(policy.grace());
        return new Prospect(
                policy.purgeMode() == PurgeMode.DIRECTLY ? lapsed(view.lease(), begins) : begins,
                begins,
                Fate.onLost(view, policies),
                "its cluster is silent");
    }

    /** Why its policy lets it be taken from no cluster that nobody sees; empty where it does. */
    private static Optional<String> whyItIsBlocked(AttemptView view, FailoverPolicy policy) {
        if (policy.purgeMode() != PurgeMode.DIRECTLY) {
            return Optional.empty();
        }
        @Nullable SeenLease lease = view.lease();
        if (lease == null) {
            return Optional.of(
                    "blocked: its purgeMode is Directly, and whether its peon holds a lease is not known yet");
        }
        return lease.length() == null
                ? Optional.of(
                        "blocked: its purgeMode is Directly, its peon holds no lease, and nobody can see that its old"
                                + " pod is gone")
                : Optional.empty();
    }

    /** When its peon, which is told to stop then if it was not before, has certainly stopped. */
    private static Instant lapsed(@Nullable SeenLease lease, Instant begins) {
        return lease == null
                ? begins
                : lease.lapsesAt().orElseGet(() -> begins.plus(lease.lapse().orElse(Duration.ZERO)));
    }

    /** What becomes of the attempt while its pod runs on a cluster that is well, and has been unwell since then. */
    static Prospect ofUnwell(AttemptView view, Instant since, Policies policies, Instant now) {
        FailoverPolicy policy = view.preference().asked().failover();
        @Nullable Duration patience = policy.patience().task();
        if (patience == null) {
            return stays("no taskTolerationSeconds is said of it");
        }
        return whyItIsKept(view, policies, now).map(Prospect::stays).orElseGet(() -> {
            Instant at = since.plus(patience).plus(policy.grace());
            return new Prospect(at, at, Fate.onLost(view, policies), "its pod is unwell");
        });
    }

    /** Why it is not taken away whatever comes; empty where it may be. */
    private static Optional<String> whyItIsKept(AttemptView view, Policies policies, Instant now) {
        if (policies.failover().mode() == FailoverMode.OFF) {
            return Optional.of("failover.mode is off");
        }
        FailoverPolicy policy = view.preference().asked().failover();
        if (Fate.onLost(view, policies) == Disposition.HOLD) {
            return Optional.of(
                    Fate.usual(view.traits(), policies) == Disposition.HOLD
                            ? "a task of type[" + view.traits().type() + "] is never taken away"
                            : "its onLost is Hold");
        }
        if (policy.purgeMode() == PurgeMode.NEVER) {
            return Optional.of("its purgeMode is Never");
        }
        @Nullable Integer max = policy.maxPerHour();
        return max != null && view.preference().takenLately(now) >= max
                ? Optional.of("its maxPerHour is " + max + ", and it was taken away as often within an hour")
                : Optional.empty();
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
        return new Prospect(null, null, Disposition.HOLD, why);
    }

    /** Whether the time has come to begin with it. */
    boolean isDue(Instant now) {
        return begins != null && !now.isBefore(begins);
    }

    /** Whether the attempt's supervisor is to be asked now to hand it over, before it is taken away. */
    boolean isHandedOverFirst(AttemptView view, Policies policies, Instant now) {
        Duration grace = view.preference().asked().failover().grace();
        return policies.failover().mode() == FailoverMode.ACT
                && begins != null
                && !grace.isZero()
                && !now.isBefore(begins.minus(grace))
                && !isDue(now)
                && Leaving.isToBeHandedOver(view, now);
    }
}
