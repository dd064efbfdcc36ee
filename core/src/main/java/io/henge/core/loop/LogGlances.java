package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.ClusterFacts;
import io.henge.core.decide.Mark;
import io.henge.core.health.HealthState;
import io.henge.core.port.ClusterConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the ends of the logs of tasks that have run for a while, for the case that their clusters are lost: a few each
 * second, one on a cluster at a time, and each about once a minute. Only the loop's thread may use it.
 */
final class LogGlances {
    static final Duration EVERY = Duration.ofMinutes(1);

    private static final int AT_ONCE_MAX = 5;
    private static final int LINES = 200;
    private static final int BYTES_MAX = 16_384;

    /** What takes longer is looked at again another time. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final LoopPorts ports;
    private final AttemptTable table;
    private final LogEnds ends;
    private final Mailbox mailbox;
    private final Rota rota = new Rota(AT_ONCE_MAX, EVERY);
    private final Set<ClusterName> asked = new HashSet<>();

    LogGlances(LoopPorts ports, LoopState state, Mailbox mailbox) {
        this.ports = ports;
        this.table = state.table();
        this.ends = state.logEnds();
        this.mailbox = mailbox;
    }

    /** Takes note of attempts that may be of another kind now. */
    void changed(Collection<AttemptId> changed, Instant now) {
        rota.changed(changed, id -> table.find(id).filter(LogGlances::mayBeLost).isPresent(), now);
        for (AttemptId id : changed) {
            if (table.find(id).filter(AttemptView::isPlaced).isEmpty()) {
                ends.forget(id);
            }
        }
    }

    private static boolean mayBeLost(AttemptView view) {
        @Nullable Attempt attempt = view.attempt();
        return view.isPlaced() && attempt != null && attempt.startedAt() != null && !view.has(Mark.RELEASED);
    }

    void step(Map<ClusterName, ClusterFacts> clusters, Instant now) {
        rota.step(id -> table.find(id).filter(view -> ask(view, clusters, now)).isPresent(), now);
    }

    /** When somebody's turn comes, if anybody's does. */
    Optional<Instant> next() {
        return rota.next();
    }

    private boolean ask(AttemptView view, Map<ClusterName, ClusterFacts> clusters, Instant now) {
        @Nullable Attempt attempt = view.attempt();
        if (attempt == null || !hasRunLong(attempt, now) || asked.contains(attempt.cluster())) {
            return false;
        }
        ClusterName name = attempt.cluster();
        @Nullable ClusterFacts facts = clusters.get(name);
        @Nullable ClusterConnection cluster = ports.clusters().get(name);
        if (facts == null
                || cluster == null
                || facts.health().state() != HealthState.HEALTHY
                || !facts.namespace().equals(attempt.address().namespace())) {
            return false;
        }
        asked.add(name);
        End end = new End();
        cluster.copyLogEnd(attempt.address().job(), LINES, LIMIT, end)
                .whenComplete((failure, thrown) -> mailbox.post(new Note("end of the log of " + view.id(), known -> {
                    asked.remove(name);
                    if (failure != null
                            && failure.isEmpty()
                            && table.find(view.id())
                                    .filter(AttemptView::isPlaced)
                                    .isPresent()) {
                        ends.put(view.id(), end.text());
                    }
                    return List.of();
                })));
        return true;
    }

    private static boolean hasRunLong(Attempt attempt, Instant now) {
        @Nullable Instant since = attempt.startedAt();
        return since != null && !now.isBefore(since.plus(EVERY));
    }

    /** The last bytes of what goes in, from the beginning of a line. */
    private static final class End implements ClusterConnection.LogSink {
        private volatile String text = "";

        @Override
        public void accept(InputStream log) throws IOException {
            byte[] last = new byte[2 * BYTES_MAX];
            int length = 0;
            int read = log.readNBytes(last, 0, last.length);
            boolean cut = false;
            while (read > 0) {
                length += read;
                if (length > BYTES_MAX) {
                    System.arraycopy(last, length - BYTES_MAX, last, 0, BYTES_MAX);
                    length = BYTES_MAX;
                    cut = true;
                }
                read = log.readNBytes(last, length, last.length - length);
            }
            String end = new String(last, 0, length, StandardCharsets.UTF_8);
            text = cut ? end.substring(end.indexOf('\n') + 1) : end;
        }

        String text() {
            return text;
        }
    }
}
