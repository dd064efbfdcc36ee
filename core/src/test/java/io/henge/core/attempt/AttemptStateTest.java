package io.henge.core.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptStateTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** Which states a row may go to from each state. */
    private static final Map<AttemptState, Set<AttemptState>> ALLOWED = Map.of(
            AttemptState.PLACED, EnumSet.allOf(AttemptState.class),
            AttemptState.ENDED, EnumSet.of(AttemptState.ENDED),
            AttemptState.FENCED, EnumSet.of(AttemptState.FENCED));

    @ParameterizedTest
    @EnumSource
    void everyTransitionIsAsTheTableSays(AttemptState from) {
        for (AttemptState to : AttemptState.values()) {
            assertThat(from.canBecome(to))
                    .as(from + " to " + to)
                    .isEqualTo(ALLOWED.getOrDefault(from, Set.of()).contains(to));
        }
    }

    @Test
    void anEndedAttemptHasAnOutcomeAndAPlacedOneHasNone() {
        Attempt placed = placed();
        Attempt ended = placed.ended(Outcome.success(5), NOW);
        assertThat(ended.outcome()).isEqualTo(Outcome.success(5));
        assertThat(ended.state()).isEqualTo(AttemptState.ENDED);
        assertThat(placed.outcome()).isNull();
        assertThat(placed.state()).isEqualTo(AttemptState.PLACED);
    }

    @Test
    void anEndHasAnOutcomeOrAReasonAndOnlyAFenceIsFollowed() {
        NextWish next = new NextWish(new ClusterName("west"), "a person said so");
        assertThat(placed().fenced("lost", NOW, next).next()).isEqualTo(next);
        assertThat(placed().fenced("lost", NOW).state()).isEqualTo(AttemptState.FENCED);
        assertThatThrownBy(() -> new End(NOW, null, null, false, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new End(NOW, Outcome.success(5), "lost", false, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new End(NOW, Outcome.success(5), null, false, next))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAttemptEndsOnce() {
        Attempt fenced = placed().fenced("lost", NOW);
        assertThatThrownBy(() -> fenced.ended(Outcome.success(5), NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("FENCED");
    }

    @Test
    void aFailureSaysWhy() {
        assertThatThrownBy(() -> Outcome.failure(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Outcome(true, null, -2)).hasMessageContaining("-2");
    }

    @Test
    void idsAreRefusedWithTheirValue() {
        assertThatThrownBy(() -> new TaskId("")).hasMessageContaining("[]");
        assertThatThrownBy(() -> new TaskId("x".repeat(256))).hasMessageContaining("xxx");
        assertThatThrownBy(() -> new TaskId("x\ud800_1")).hasMessageContaining("[x\\ud800_1]");
        assertThatThrownBy(() -> new TaskId("x\0")).hasMessageContaining("[x\\u0000]");
        assertThatThrownBy(() -> new TaskId("y".repeat(10_000))).hasMessageContaining("[10000] characters");
        assertThatThrownBy(() -> new AttemptId(new TaskId("a"), 0)).hasMessageContaining("[0] of a");
        assertThatThrownBy(() -> new JobName("-a")).hasMessageContaining("[-a]");
        assertThatThrownBy(() -> new ClusterName(" ")).hasMessageContaining("[ ]");
        assertThatThrownBy(() -> new Token("")).hasMessageContaining("[]");
        assertThatThrownBy(() -> new JobAddress(new ClusterName("east"), "a b", new JobName("j")))
                .hasMessageContaining("[a b]");
    }

    private static Attempt placed() {
        return Attempt.placed(
                AttemptId.first(new TaskId("task")),
                new JobAddress(new ClusterName("east"), "henge", new JobName("job")),
                new Token("token"),
                new TaskTraits("index", "flights", "group", 50),
                1,
                NOW);
    }
}
