package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Preserved;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.JobSighting;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.ClusterFacts;
import io.henge.core.decide.Preserving;
import io.henge.core.health.HealthState;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.port.ClusterConnection;
import io.henge.core.port.StateSource.Captured;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has read, of attempts that are well, what the next ones are to be given, a few each second and each at most every 30 s: where it
 * is needed, nobody can be asked any more. What has changed is written with all else that waits for the ledger. Only the loop's
 * thread may use it.
 */
final class Captures {
    /** How many are asked within a second. */
    static final int AT_ONCE_MAX = 10;

    static final Duration EVERY = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(Captures.class);

    private final LoopPorts ports;
    private final AttemptTable table;
    private final Mailbox mailbox;

    private final Rota rota = new Rota(AT_ONCE_MAX, EVERY);

    Captures(LoopPorts ports, AttemptTable table, Mailbox mailbox) {
        this.ports = ports;
        this.table = table;
        this.mailbox = mailbox;
    }

    /** Takes note of attempts that may be of another kind now. */
    void changed(Collection<AttemptId> changed, Instant now) {
        rota.changed(changed, id -> table.find(id).filter(Preserving::isKept).isPresent(), now);
    }

    /** Has read what is due, if it is time for that. */
    void step(Map<ClusterName, ClusterFacts> clusters, Instant now) {
        rota.step(id -> table.find(id).filter(view -> ask(view, clusters, now)).isPresent(), now);
    }

    /** When somebody is due, if anybody is. */
    Optional<Instant> next() {
        return rota.next();
    }

    private boolean ask(AttemptView view, Map<ClusterName, ClusterFacts> clusters, Instant now) {
        @Nullable Attempt attempt = view.attempt();
        if (attempt == null || view.underWay() != null) {
            return false;
        }
        @Nullable ClusterFacts facts = clusters.get(attempt.cluster());
        @Nullable ClusterConnection cluster = ports.clusters().get(attempt.cluster());
        boolean well = facts != null
                && facts.watch().listed()
                && facts.health().state() == HealthState.HEALTHY
                && facts.namespace().equals(attempt.address().namespace());
        if (!well || cluster == null) {
            return false;
        }
        @Nullable JobSighting seen = cluster.find(attempt.address().job()).orElse(null);
        if (!Preserving.isWell(view, seen, now)) {
            return false;
        }
        @Nullable String node = NodesSeen.of(seen);
        ports.druid()
                .states()
                .capture(attempt, Preserving.rulesOf(view), cluster)
                .thenAccept(captured -> mailbox.post(new Note(
                        "state of " + attempt.id(), known -> take(attempt.id(), attempt.token(), captured, node))));
        return true;
    }

    /** What is under way for it was decided by its row as it is: what was read waits for the next time, then. */
    private List<AttemptId> take(AttemptId id, Token token, Captured captured, @Nullable String node) {
        Optional<AttemptView> present =
                table.find(id).filter(Preserving::isKept).filter(view -> view.underWay() == null);
        @Nullable Attempt attempt = present.map(AttemptView::attempt).orElse(null);
        if (attempt == null || !attempt.token().equals(token)) {
            return List.of();
        }
        Preserved known = Preserving.captured(attempt, captured.values(), captured.warnings(), node);
        if (known.equals(attempt.preserved())) {
            return List.of();
        }
        Attempt row = attempt.withPreserved(known);
        table.change(id, view -> view.withAttempt(row));
        ports.lead()
                .writer()
                .submit(
                        new LedgerWrite.Put(row),
                        () -> {},
                        why -> log.warn("Ledger does not take what is known of attempt[{}]: {}", id, why));
        return List.of(id);
    }
}
