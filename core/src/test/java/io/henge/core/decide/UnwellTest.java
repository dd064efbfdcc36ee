package io.henge.core.decide;

import static io.henge.core.decide.OneOnEast.EAST;
import static io.henge.core.decide.OneOnEast.NOW;
import static io.henge.core.decide.OneOnEast.PLACED;
import static io.henge.core.decide.OneOnEast.POLICIES;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Bearer;
import io.henge.core.cluster.JobSighting.Progress;
import io.henge.core.cluster.JobSighting.Remedy;
import io.henge.core.cluster.JobSighting.SeenPod;
import io.henge.core.cluster.JobSighting.StartTrouble;
import io.henge.core.failover.Disposition;
import io.henge.core.failover.FailoverMode;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.failover.FailoverPolicy.Patience;
import io.henge.core.failover.PurgeMode;
import io.henge.core.placement.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of an attempt whose pod is unwell, or cannot start, on a cluster that is well. */
class UnwellTest {
    private static final ClusterName WEST = new ClusterName("west");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Instant DUE = NOW.plus(PATIENCE);
    private static final Attempt RUNS =
            PLACED.withJobUid("uid-1").withLocation(new Location("10.0.0.1", 8100, -1, "pod-1"), NOW);
    private static final JobSighting UNREADY = seen(
            Progress.unwell(new StartTrouble("Pod[pod-1] is not ready", Remedy.TIME)),
            new SeenPod("pod-1", RUNS.location(), NOW));
    private static final JobSighting WELL = seen(Progress.RUNNING, new SeenPod("pod-1", RUNS.location(), NOW));
    private static final JobSighting NO_IMAGE =
            seen(Progress.pending(new StartTrouble("no such image", Remedy.LUCK)), new SeenPod("pod-1", null, null));
    private static final JobSighting NEVER =
            seen(Progress.pending(new StartTrouble("no such name", Remedy.NONE)), new SeenPod("pod-1", null, null));

    private static JobSighting seen(Progress progress, SeenPod pod) {
        return new JobSighting(PLACED.address().job(), "uid-1", true, progress, pod, Bearer.of(PLACED.token()));
    }

    private static FailoverPolicy policy(@Nullable PurgeMode mode, @Nullable Disposition onLost) {
        return new FailoverPolicy(onLost, mode, new Patience(null, PATIENCE, null, null), null, List.of());
    }

    private static AttemptView view(String type, Attempt row, FailoverPolicy policy) {
        return AttemptView.accepted(PLACED.id(), new TaskTraits(type, "flights", "group", 50), NOW)
                .asking(Asked.NOTHING.failingOver(policy))
                .withAttempt(row)
                .launched(NOW);
    }

    private static AttemptView running(String type, FailoverPolicy policy) {
        return view(type, RUNS, policy);
    }

    private static FleetSnapshot fleet(JobSighting seen) {
        return new FleetSnapshot(
                new TreeMap<>(Map.of(EAST, Known.well(EAST), WEST, Known.well(WEST))),
                Map.of(PLACED.id(), Look.seen(seen)));
    }

    /** The attempt as it is seen at the beginning, and again later. */
    private static AttemptView observed(AttemptView view, JobSighting seen, Instant later) {
        return Observation.of(Observation.of(view, fleet(seen), NOW), fleet(seen), later);
    }

    private static Plan plan(AttemptView view, JobSighting seen, Policies policies, Instant now) {
        return Planner.SOUND.plan(Known.ledger(List.of(view), 1, 0), fleet(seen), policies, now);
    }

    private static List<FleetAction> words(AttemptView view, JobSighting seen, Instant now) {
        return plan(observed(view, seen, now), seen, POLICIES, now).fleetActions();
    }

    @Test
    void aPodThatIsUnwellForLongEnoughIsLeft() {
        AttemptView unwell = running("index", policy(null, null));
        assertThat(words(unwell, UNREADY, DUE.minusMillis(1))).isEmpty();
        assertThat(plan(observed(unwell, UNREADY, NOW), UNREADY, POLICIES, NOW).lookAgain())
                .containsValue(DUE);
        assertThat(words(unwell, UNREADY, DUE))
                .containsExactly(new FleetAction.Relocate(
                        PLACED.id(), Withdrawal.unwell("unwell for PT3M: Pod[pod-1] is not ready")));
    }

    @Test
    void onlyWhereThatIsSaid() {
        assertThat(words(running("index", FailoverPolicy.USUAL), UNREADY, DUE.plus(Duration.ofDays(1))))
                .isEmpty();
    }

    @Test
    void itsTimeCountsFromWhenItWasLastWell() {
        AttemptView unwell = observed(running("index", policy(null, null)), UNREADY, DUE);
        AttemptView well = Observation.of(unwell, fleet(WELL), DUE);
        assertThat(plan(Observation.of(well, fleet(UNREADY), DUE), UNREADY, POLICIES, DUE)
                        .fleetActions())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "index, Fenced, , true",
        "index_kafka, Fenced, , true",
        "kill, , , false",
        "index, Never, , false",
        "index, , Hold, false"
    })
    void itGoesByItsPolicy(String type, @Nullable String mode, @Nullable String onLost, boolean leaves) {
        FailoverPolicy policy = policy(
                mode == null ? null : PurgeMode.valueOf(mode.toUpperCase(Locale.ROOT)),
                onLost == null ? null : Disposition.valueOf(onLost.toUpperCase(Locale.ROOT)));
        assertThat(words(running(type, policy), UNREADY, DUE)).hasSize(leaves ? 1 : 0);
    }

    @Test
    void deepStorageIsAskedBeforeItsRightEnds() {
        Withdrawal word = Withdrawal.unwell("unwell");
        AttemptView told =
                observed(running("index", policy(null, null)), UNREADY, DUE).told(word);
        assertThat(plan(told, UNREADY, POLICIES, DUE).actions()).containsExactly(new Action.ReadStatus(PLACED.id()));
        AttemptView done = Results.statusRead(told, Optional.of(Outcome.success(1)), POLICIES, DUE);
        assertThat(plan(done, UNREADY, POLICIES, DUE).actions()).singleElement().isInstanceOf(Action.End.class);
        AttemptView open = Results.statusRead(told, Optional.empty(), POLICIES, DUE);
        assertThat(plan(open, UNREADY, POLICIES, DUE).actions())
                .containsExactly(new Action.Fence(RUNS, "unwell", true, null));
        AttemptView well = Observation.of(open, fleet(WELL), DUE);
        assertThat(well.withdrawal()).as("it is well again").isNull();
        assertThat(well.has(Mark.UNFINISHED))
                .as("nothing of that is trusted later")
                .isFalse();
        assertThat(Observation.of(open.with(Mark.YIELDING), fleet(WELL), DUE).withdrawal())
                .isEqualTo(word);
    }

    @Test
    void whereFailoverObservesItIsToldOnce() {
        Policies observing = POLICIES.withFailover(new Policies.Failover(FailoverMode.OBSERVE, 500));
        AttemptView unwell = observed(running("index", policy(null, null)), UNREADY, DUE);
        assertThat(plan(unwell, UNREADY, observing, DUE).fleetActions())
                .singleElement()
                .isInstanceOf(FleetAction.Foresee.class);
        AttemptView told = Observation.of(unwell.with(Mark.FORESEEN), fleet(UNREADY), DUE);
        assertThat(plan(told, UNREADY, observing, DUE).fleetActions()).isEmpty();
        assertThat(Observation.of(told, fleet(WELL), DUE).has(Mark.FORESEEN)).isFalse();
        Policies off = POLICIES.withFailover(new Policies.Failover(FailoverMode.OFF, 500));
        assertThat(plan(unwell, UNREADY, off, DUE).fleetActions()).isEmpty();
    }

    @Test
    void itsSupervisorIsAskedFirstWhereThatIsWished() {
        FailoverPolicy gracefully = new FailoverPolicy(
                null, PurgeMode.GRACEFULLY, new Patience(null, PATIENCE, null, Duration.ofMinutes(2)), null, List.of());
        AttemptView unwell = running("index_kafka", gracefully);
        assertThat(words(unwell, UNREADY, DUE.minusMillis(1))).isEmpty();
        assertThat(words(unwell, UNREADY, DUE)).containsExactly(new FleetAction.HandOver(PLACED.id()));
        AttemptView asked = unwell.askedForHandover(DUE).answeredForHandover(true, DUE);
        assertThat(words(asked, UNREADY, DUE.plusSeconds(5))).isEmpty();
        assertThat(words(asked, UNREADY, DUE.plus(Duration.ofMinutes(2))))
                .singleElement()
                .isInstanceOf(FleetAction.Relocate.class);
    }

    @Test
    void aPodThatCannotStartGoesOnElsewhereAndFailsWhereItWasTriedEverywhere() {
        AttemptView stuck = view("index", PLACED.withJobUid("uid-1"), FailoverPolicy.USUAL);
        Instant over = NOW.plus(POLICIES.starting().startToleration());
        assertThat(words(stuck, NO_IMAGE, over.minusMillis(1))).isEmpty();
        assertThat(words(stuck, NO_IMAGE, over))
                .containsExactly(new FleetAction.Relocate(
                        PLACED.id(),
                        Withdrawal.stuck("it does not start, while cluster[west] has room: no such image")));
        AttemptView tried = AttemptView.next(stuck.withAttempt(onWest().fenced("stuck", NOW)), NOW)
                .withAttempt(PLACED.withJobUid("uid-1"))
                .launched(NOW);
        assertThat(words(tried, NO_IMAGE, over)).isEmpty();
        assertThat(plan(observed(tried, NO_IMAGE, over), NO_IMAGE, POLICIES, over)
                        .actions())
                .as("it fails with the reason")
                .containsExactly(new Action.ReadEvents(PLACED.withJobUid("uid-1")));
        assertThat(plan(observed(stuck, NEVER, NOW), NEVER, POLICIES, NOW).actions())
                .as("what no cluster mends fails at once")
                .containsExactly(new Action.ReadEvents(PLACED.withJobUid("uid-1")));
    }

    @Test
    void whereNothingElseTakesItInTimeItFails() {
        AttemptView stuck = view("index", PLACED.withJobUid("uid-1"), FailoverPolicy.USUAL);
        Instant over = NOW.plus(POLICIES.starting().startToleration());
        AttemptView seen = observed(stuck, NO_IMAGE, over);
        assertThat(plan(seen, NO_IMAGE, POLICIES, over).lookAgain()).containsValue(over.plusSeconds(5));
        assertThat(plan(seen, NO_IMAGE, POLICIES, over.plusSeconds(5)).actions())
                .containsExactly(new Action.ReadEvents(PLACED.withJobUid("uid-1")));
    }

    @Test
    void ofItsStartATaskMaySayItsOwnPatience() {
        FailoverPolicy hasty =
                new FailoverPolicy(null, null, new Patience(null, null, Duration.ofSeconds(20), null), null, List.of());
        AttemptView stuck = view("index", PLACED.withJobUid("uid-1"), hasty);
        assertThat(words(stuck, NO_IMAGE, NOW.plusSeconds(19))).isEmpty();
        assertThat(words(stuck, NO_IMAGE, NOW.plusSeconds(20))).hasSize(1);
    }

    private static Attempt onWest() {
        return Attempt.placed(
                PLACED.id(),
                new JobAddress(WEST, "henge", PLACED.address().job()),
                PLACED.token(),
                PLACED.traits(),
                1,
                NOW);
    }
}
