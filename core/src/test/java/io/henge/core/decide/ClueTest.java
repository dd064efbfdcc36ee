package io.henge.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.cluster.ClusterEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClueTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final ClusterEvent MOUNT = new ClusterEvent("FailedMount", "configmap \"x\" not found");
    private static final ClusterEvent KILL = new ClusterEvent("Unhealthy", "Liveness probe failed");

    @Test
    void whatTheEventsSayFollowsTheSentence() {
        Clue clue = new Clue(List.of(MOUNT, KILL), AT);
        assertThat(clue.addedTo("It failed"))
                .isEqualTo("It failed. Its cluster's events: FailedMount: configmap \"x\" not found; "
                        + "Unhealthy: Liveness probe failed");
        assertThat(clue.addedTo("It failed.")).startsWith("It failed. Its");
    }

    @Test
    void whatTheSentenceSaysAlreadyIsNotSaidAgain() {
        assertThat(new Clue(List.of(KILL), AT).addedTo("Killed: Liveness probe failed"))
                .isEqualTo("Killed: Liveness probe failed");
    }

    @Test
    void silenceAddsNothing() {
        assertThat(new Clue(List.of(), AT).addedTo("It failed")).isEqualTo("It failed");
    }
}
