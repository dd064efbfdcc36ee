package io.henge.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FirstLookTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final ClusterName EAST = new ClusterName("east");
    private static final FleetSnapshot SILENT =
            new FleetSnapshot(new TreeMap<>(Map.of(EAST, Known.watched(EAST, false, null))), Map.of());
    private static final FleetSnapshot ANSWERS =
            new FleetSnapshot(new TreeMap<>(Map.of(EAST, Known.answering(EAST))), Map.of());

    private Instant now = START;
    private final FirstLook look = new FirstLook(PATIENCE, () -> now);

    @Test
    void itBeginsWithTheFirstAnswerThatWasTold() {
        assertThat(look.ends(SILENT)).isEqualTo(Instant.MAX);
        now = START.plusSeconds(3);
        look.answered();
        now = START.plusSeconds(9);
        look.answered();
        assertThat(look.ends(ANSWERS)).isEqualTo(START.plusSeconds(3).plus(PATIENCE));
    }

    @Test
    void anAnswerThatWasNotToldIsSeen() {
        assertThat(look.ends(ANSWERS)).isEqualTo(START.plus(PATIENCE));
        now = START.plusSeconds(9);
        assertThat(look.ends(ANSWERS)).isEqualTo(START.plus(PATIENCE));
    }
}
