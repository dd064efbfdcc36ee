package io.henge.core.decide;

import static io.henge.core.decide.OneOnEast.EAST;
import static io.henge.core.decide.OneOnEast.NOW;
import static io.henge.core.decide.OneOnEast.PLACED;
import static io.henge.core.decide.OneOnEast.POLICIES;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.NextWish;
import io.henge.core.attempt.Preserved;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Bearer;
import io.henge.core.cluster.JobSighting.Progress;
import io.henge.core.cluster.JobSighting.SeenPod;
import io.henge.core.cluster.MemoryWords;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.failover.OutOfMemory;
import io.henge.core.placement.Asked;
import io.henge.core.placement.Needs;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an attempt whose peon was killed for want of memory. */
class MoreMemoryTest {
    private static final long GIBI = 1L << 30;
    private static final Resources SMALL = Resources.of(1_000, GIBI);
    private static final String ENDING = "container[main] of pod[p]";
    private static final FailoverPolicy MORE = FailoverPolicy.USUAL.withMore(new OutOfMemory(1.5, 8 * GIBI));
    private static final String WHY = "It ran out of memory: its limit was 2Gi, and its next attempt has 3Gi";

    private static JobSighting killed(String limit) {
        return new JobSighting(
                PLACED.address().job(),
                "uid-1",
                true,
                Progress.ended(ENDING + MemoryWords.ofPeon(limit, 137)),
                new SeenPod("p", null, NOW),
                Bearer.of(PLACED.token()));
    }

    private static FleetSnapshot fleet(JobSighting seen) {
        return new FleetSnapshot(new TreeMap<>(Map.of(EAST, Known.well(EAST))), Map.of(PLACED.id(), Look.seen(seen)));
    }

    private static AttemptView ended(String type, FailoverPolicy policy, String limit) {
        AttemptView view = AttemptView.accepted(PLACED.id(), new TaskTraits(type, "flights", "group", 50), NOW)
                .asking(Asked.NOTHING.needing(Needs.everywhere(SMALL)).failingOver(policy))
                .withAttempt(PLACED.withJobUid("uid-1"))
                .launched(NOW);
        return Observation.of(view, fleet(killed(limit)), NOW);
    }

    private static AttemptView without(AttemptView view) {
        return Results.statusRead(view, Optional.empty(), POLICIES, NOW);
    }

    private static @Nullable String failure(AttemptView view) {
        return Objects.requireNonNull(view.learnt().reported(), "it has not failed yet")
                .message();
    }

    @Test
    void itsRightEndsAndItsTaskRunsAgain() {
        AttemptView told = without(ended("index", MORE, "2Gi"));
        Plan plan = Planner.SOUND.plan(Known.ledger(List.of(told), 1, 0), fleet(killed("2Gi")), POLICIES, NOW);
        assertThat(plan.actions())
                .containsExactly(new Action.Fence(Objects.requireNonNull(told.attempt()), WHY, true, null));
        Preserved left = Preserving.atEnd(told, PLACED, WHY, null, NOW);
        assertThat(left.values()).containsEntry("memory", "3Gi").containsEntry("reason", WHY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill", "index_kafka", "single_phase_sub_task"})
    void ofATypeThatDoesNotRunAgainNothingIsDone(String type) {
        AttemptView view = without(ended(type, MORE, "2Gi"));
        assertThat(view.withdrawal()).isNull();
        assertThat(view.has(Mark.STATUS_ABSENT)).isTrue();
        assertThat(view.learnt().reported()).isNull();
    }

    @Test
    void withoutAWordOnItNothingIsDone() {
        AttemptView view = without(ended("index", FailoverPolicy.USUAL, "2Gi"));
        assertThat(view.withdrawal()).isNull();
        assertThat(view.learnt().reported()).isNull();
    }

    @Test
    void whyItHasNoMoreIsSaid() {
        String ending = ENDING + MemoryWords.ofPeon("8Gi", 137) + " It does not run again with more memory: ";
        assertThat(failure(without(ended("index", MORE, "8Gi")))).isEqualTo(ending + "its memoryLimit is 8Gi.");
        assertThat(failure(without(ended("index", MORE, "none, so the node's"))))
                .endsWith(" with more memory: how much its attempt had is not known.");
        FailoverPolicy once = new FailoverPolicy(null, null, FailoverPolicy.Patience.USUAL, 1, List.of()).over(MORE);
        AttemptView first = without(ended("index", once, "2Gi"));
        AttemptView second = ended("index", once, "3Gi").after(fenced(first), NOW);
        assertThat(failure(without(second))).endsWith(" as often as it may be: its maxPerHour of 1.");
    }

    @Test
    void whereItsPolicyIsNotKnownYetItIsWaitedFor() {
        AttemptView unasked = ended("index", FailoverPolicy.USUAL, "2Gi").with(Mark.UNASKED);
        AttemptView waits = without(unasked);
        assertThat(waits.has(Mark.STATUS_ABSENT)).isFalse();
        assertThat(waits.retry().notBefore()).isAfter(NOW);
        AttemptView asked = waits.asking(Asked.NOTHING.failingOver(MORE));
        assertThat(Objects.requireNonNull(without(asked).withdrawal()).memory()).isEqualTo(3 * GIBI);
    }

    private static AttemptView fenced(AttemptView told) {
        Attempt row = PLACED.fenced(WHY, NOW, new NextWish(null, WHY))
                .withPreserved(Preserving.atEnd(told, PLACED, WHY, null, NOW));
        return told.withAttempt(row);
    }

    private static long memoryOnEast(AttemptView view) {
        return view.needs().on(EAST).amount(Resources.MEMORY);
    }

    @Test
    void theNextAttemptNeedsThatMuchWhateverIsAskedForLaterOn() {
        AttemptView next = AttemptView.next(fenced(without(ended("index", MORE, "2Gi"))), NOW);
        assertThat(memoryOnEast(next)).isEqualTo(3 * GIBI);
        assertThat(next.needs().on(EAST).amount(Resources.CPU)).isEqualTo(1_000);
        Asked small = Asked.NOTHING.needing(Needs.everywhere(SMALL));
        assertThat(memoryOnEast(next.asking(small))).isEqualTo(3 * GIBI);
        Attempt row = Attempt.placed(
                        new AttemptId(PLACED.task(), 2), PLACED.address(), PLACED.token(), PLACED.traits(), 1, NOW)
                .withPreserved(new Preserved(new TreeMap<>(Map.of("memory", "3Gi"))));
        AttemptView restored = AttemptView.restored(row, NOW).asking(small);
        assertThat(memoryOnEast(restored)).isEqualTo(3 * GIBI);
        assertThat(memoryOnEast(AttemptView.next(restored, NOW).asking(small)))
                .as("after one that was lost")
                .isEqualTo(3 * GIBI);
    }
}
