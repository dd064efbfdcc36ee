package io.henge.core.loop;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.Policies;
import io.henge.core.ledger.LedgerEvent;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.placement.Sharing;
import io.henge.core.port.ClusterConnection;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which clusters are registered while the term lasts, and on which terms. {@link #join}, {@link #change} and {@link #leave} may
 * be called by any thread and are done by the loop's, on which their answers come: by a failure where it failed, which may be
 * tried again. What they ask for at the end of a term is never answered. The rest is for the loop's thread alone.
 */
public final class Roster {
    private final LoopPorts ports;
    private final Mailbox mailbox;
    private final ClusterConnection.Watcher watcher;
    private final Predicate<ClusterName> configured;
    private final TreeMap<ClusterName, Terms> comers = new TreeMap<>();

    /** Those whose entries are gone, and which keep the attempts that they have. */
    private final TreeSet<ClusterName> leaving = new TreeSet<>();

    /** How the clusters share the attempts with those that came, and without; null where that is to be made anew. */
    private @Nullable Sharing sharing;

    private @Nullable Sharing basis;

    /**
     * What an entry says of a cluster beside how it is reached.
     *
     * @param enabled whether new attempts may go there at all
     */
    public record Terms(ClusterProfile profile, boolean enabled) {}

    /**
     * What came of a word that a cluster is to go.
     *
     * @param connection the connection that is of no use any more, to be closed; null where the cluster stays
     * @param attempts how many attempts keep it
     */
    public record Departure(@Nullable ClusterConnection connection, int attempts) {}

    Roster(LoopPorts ports, Mailbox mailbox, ClusterConnection.Watcher watcher, Predicate<ClusterName> configured) {
        this.ports = ports;
        this.mailbox = mailbox;
        this.watcher = watcher;
        this.configured = configured;
    }

    /**
     * Registers a cluster, or gives one that came before another connection, and starts it.
     *
     * @param origin where its entry is, for the history
     * @return the connection that the cluster had before, to be closed; null where there was none
     */
    public CompletionStage<@Nullable ClusterConnection> join(ClusterConnection connection, Terms terms, String origin) {
        CompletableFuture<@Nullable ClusterConnection> answer = new CompletableFuture<>();
        ClusterName name = connection.name();
        mailbox.post(answering(name, answer, known -> {
            @Nullable ClusterConnection before = ports.clusters().get(name);
            ports.connections().put(connection);
            known.forget(name);
            Collection<AttemptId> changed = set(known, name, terms);
            connection.start(watcher);
            if (before == null) {
                tell(LedgerEvent.Kind.CLUSTER_ADDED, name, origin);
            }
            answer.complete(before);
            return changed;
        }));
        return answer;
    }

    private static Note answering(
            ClusterName name, CompletableFuture<?> answer, Function<LoopState, Collection<AttemptId>> change) {
        return new Note("cluster " + name, known -> {
            try {
                return change.apply(known);
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
                throw e;
            }
        });
    }

    /** Another entry says something else of a cluster that came before; one that was leaving stays. */
    public void change(ClusterName name, Terms terms) {
        mailbox.post(new Note("cluster " + name, known -> set(known, name, terms)));
    }

    private Collection<AttemptId> set(LoopState known, ClusterName name, Terms terms) {
        comers.put(name, terms);
        leaving.remove(name);
        sharing = null;
        return known.table().on(name);
    }

    /**
     * Lets a cluster that came before go. One that has attempts, and was not declared dead, stays until it is asked again, and is
     * given no more of them.
     *
     * @param why for the history
     */
    public CompletionStage<Departure> leave(ClusterName name, String why) {
        CompletableFuture<Departure> answer = new CompletableFuture<>();
        mailbox.post(answering(name, answer, known -> {
            int there = Math.max(
                    known.table().on(name).size(), known.table().occupancy(name).attempts());
            if (there > 0 && known.record(name).dead() == null) {
                leaving.add(name);
                answer.complete(new Departure(null, there));
                return List.of();
            }
            if (ports.clusters().containsKey(name)) {
                // First, so that whoever asks again after a fault is given the connection.
                tell(LedgerEvent.Kind.CLUSTER_REMOVED, name, why);
            }
            comers.remove(name);
            leaving.remove(name);
            sharing = null;
            known.forget(name);
            @Nullable ClusterConnection connection = ports.connections().remove(name);
            answer.complete(new Departure(connection, there));
            return known.table().on(name);
        }));
        return answer;
    }

    /**
     * What an entry says was not taken; the history says why.
     *
     * @param name the cluster that stays as it was before, null where there was none
     */
    public void refused(@Nullable ClusterName name, String why) {
        mailbox.post(new Note("registration", known -> {
            tell(LedgerEvent.Kind.CLUSTER_REFUSED, name, why);
            return List.of();
        }));
    }

    private void tell(LedgerEvent.Kind kind, @Nullable ClusterName name, String why) {
        ports.lead()
                .writer()
                .note(new LedgerEvent(
                        kind,
                        ports.clock().instant(),
                        ports.lead().term().holder(),
                        new LedgerEvent.About(null, null, name),
                        why));
    }

    boolean isEnabled(ClusterName name) {
        @Nullable Terms terms = comers.get(name);
        return terms == null ? configured.test(name) : terms.enabled() && !leaving.contains(name);
    }

    boolean isLeaving(ClusterName name) {
        return leaving.contains(name);
    }

    /** The limits with what entries say of the clusters that came. */
    Policies limits(Policies configuredLimits) {
        if (comers.isEmpty()) {
            return configuredLimits;
        }
        Sharing base = configuredLimits.sharing();
        @Nullable Sharing present = sharing;
        if (present == null || !base.equals(basis)) {
            TreeMap<ClusterName, ClusterProfile> profiles = new TreeMap<>(base.profiles());
            comers.forEach((name, terms) -> profiles.put(name, terms.profile()));
            present = new Sharing(base.selector(), profiles, base.rules());
            sharing = present;
            basis = base;
        }
        return configuredLimits.withSharing(present);
    }
}
