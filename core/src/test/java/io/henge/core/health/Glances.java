package io.henge.core.health;

import io.henge.core.health.Probe.Answer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes what a cluster's next state is decided by, for tests. */
final class Glances {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant LONG_AGO = NOW.minus(Duration.ofHours(1));
    static final FleetHealth CLEAR = FleetHealth.clear(LONG_AGO);
    static final FleetHealth US = new FleetHealth("2 of 3 clusters turned bad together", NOW);

    private Glances() {}

    static Instant ago(long seconds) {
        return NOW.minusSeconds(seconds);
    }

    static Probe probe(Answer answer) {
        return new Probe(
                answer, answer == Answer.WELL ? "" : answer + " words", answer == Answer.WELL ? Duration.ZERO : null);
    }

    static Signs signs(Answer answer) {
        return Signs.of(NOW, probe(answer));
    }

    /** A state that began then, of a cluster that has been bad, and silent for this leader, for so long. */
    static ClusterHealth health(HealthState state, long sinceSeconds, @Nullable Long badSeconds) {
        @Nullable Instant bad = badSeconds == null ? null : ago(badSeconds);
        return new ClusterHealth(state, ago(sinceSeconds), bad, bad, "words before");
    }

    static Glance glance(ClusterHealth health, Signs signs) {
        return new Glance(health, signs, CLEAR, HealthTimings.FAST);
    }
}
