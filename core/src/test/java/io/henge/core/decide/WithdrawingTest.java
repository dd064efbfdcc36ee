package io.henge.core.decide;

import static io.henge.core.decide.OneOnEast.EAST;
import static io.henge.core.decide.OneOnEast.NOW;
import static io.henge.core.decide.OneOnEast.PLACED;
import static io.henge.core.decide.OneOnEast.POLICIES;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.cluster.ClusterEvent;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Bearer;
import io.henge.core.cluster.JobSighting.Progress;
import io.henge.core.cluster.JobSighting.Remedy;
import io.henge.core.cluster.JobSighting.SeenPod;
import io.henge.core.cluster.JobSighting.StartTrouble;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.placement.Setback;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When an attempt leaves a cluster on which its pod finds no room, and what follows then. */
class WithdrawingTest {
    private static final ClusterName WEST = new ClusterName("west");
    private static final Attempt LAUNCHED = PLACED.withJobUid("uid-1");
    private static final Duration TOLERATION = POLICIES.starting().startToleration();
    private static final Instant DUE = NOW.plus(TOLERATION);
    private static final JobSighting NODELESS =
            seen(Progress.pending(new StartTrouble("no node takes it", Remedy.ROOM)), new SeenPod("pod-1", null, null));
    private static final JobSighting PODLESS =
            seen(Progress.pending(new StartTrouble("no pod yet", Remedy.UNKNOWN)), null);
    private static final JobSighting RUNNING = seen(Progress.RUNNING, new SeenPod("pod-1", null, NOW));
    private static final Clue QUOTA =
            new Clue(List.of(new ClusterEvent("FailedCreate", "pods is forbidden: exceeded quota: q")), NOW);

    private static JobSighting seen(Progress progress, @Nullable SeenPod pod) {
        return new JobSighting(PLACED.address().job(), "uid-1", true, progress, pod, Bearer.of(PLACED.token()));
    }

    private static AttemptView view(String type) {
        return AttemptView.accepted(PLACED.id(), new TaskTraits(type, "flights", "group", 50), NOW)
                .withAttempt(LAUNCHED)
                .launched(NOW);
    }

    private static FleetSnapshot fleet(ClusterFacts east, ClusterFacts west, Look look) {
        return new FleetSnapshot(new TreeMap<>(Map.of(EAST, east, WEST, west)), Map.of(PLACED.id(), look));
    }

    private static FleetSnapshot fleet(JobSighting seen) {
        return fleet(Known.well(EAST), Known.well(WEST), Look.seen(seen));
    }

    /** The attempt as it is seen at the beginning, and again when its time is over. */
    private static AttemptView observed(AttemptView view, FleetSnapshot fleet) {
        return Observation.of(Observation.of(view, fleet, NOW), fleet, DUE);
    }

    private static Plan plan(AttemptView view, FleetSnapshot fleet, Instant now) {
        return Planner.SOUND.plan(Known.ledger(List.of(view), 1, 0), fleet, POLICIES, now);
    }

    private static List<FleetAction> wordsOn(AttemptView view, FleetSnapshot fleet) {
        return plan(observed(view, fleet), fleet, DUE).fleetActions();
    }

    private static ClusterFacts cordoned(ClusterName name) {
        ClusterRecord.Declaration word = new ClusterRecord.Declaration("anna", "disks", NOW);
        return Known.with(
                Known.well(name), Standing.of(ClusterRecord.unknown(name).cordoned(word), true));
    }

    @Test
    void whatNoNodeTakesForLongGoesToAClusterThatHasRoom() {
        assertThat(wordsOn(view("index"), fleet(NODELESS)))
                .containsExactly(new FleetAction.Relocate(
                        PLACED.id(),
                        Withdrawal.forRoom("no room for PT2M, while cluster[west] has some: no node takes it")));
        AttemptView early = observed(view("index"), fleet(NODELESS));
        assertThat(plan(early, fleet(NODELESS), DUE.minusMillis(1)).fleetActions())
                .isEmpty();
        assertThat(plan(early, fleet(NODELESS), DUE.minusMillis(1)).lookAgain()).containsValue(DUE);
    }

    @Test
    void soDoesWhatAQuotaRefuses() {
        assertThat(wordsOn(view("index").withClue(QUOTA), fleet(PODLESS)))
                .singleElement()
                .isInstanceOf(FleetAction.Relocate.class);
        assertThat(wordsOn(view("index"), fleet(PODLESS)))
                .as("nobody says why it has no pod")
                .isEmpty();
        assertThat(wordsOn(view("index").withClue(QUOTA), fleet(RUNNING))).isEmpty();
    }

    @Test
    void itStaysWhereNoOtherClusterHasRoomAndIsLookedAtAgainSoon() {
        FleetSnapshot nowhere = fleet(Known.well(EAST), cordoned(WEST), Look.seen(NODELESS));
        assertThat(wordsOn(view("index"), nowhere)).isEmpty();
        assertThat(plan(observed(view("index"), nowhere), nowhere, DUE).lookAgain())
                .containsValue(DUE.plusSeconds(5));
        FleetSnapshot alone = new FleetSnapshot(
                new TreeMap<>(Map.of(EAST, Known.well(EAST))), fleet(NODELESS).looks());
        assertThat(wordsOn(view("index"), alone)).isEmpty();
        ClusterRecord.Declaration pause = new ClusterRecord.Declaration("anna", "upgrade", NOW);
        assertThat(wordsOn(view("index"), fleet(NODELESS).paused(pause))).isEmpty();
    }

    @Test
    void itNeedsNoSecondPlaceOverAllClusters() {
        Policies one = POLICIES.withCapacity(1);
        FleetSnapshot fleet = fleet(NODELESS);
        LedgerSnapshot ledger = Known.ledger(List.of(observed(view("index"), fleet)), 1, 0);
        assertThat(Planner.SOUND.plan(ledger, fleet, one, DUE).fleetActions()).hasSize(1);
    }

    @Test
    void nothingIsWithdrawnFromAClusterThatCannotBeWatched() {
        FleetSnapshot silent = fleet(Known.watched(EAST, true, "no answer"), Known.well(WEST), Look.seen(NODELESS));
        assertThat(wordsOn(view("index"), silent)).isEmpty();
        AttemptView before = observed(view("index"), fleet(NODELESS));
        assertThat(plan(Observation.of(before, silent, DUE), silent, DUE).fleetActions())
                .isEmpty();
        assertThat(plan(Observation.of(Observation.of(before, silent, DUE), fleet(NODELESS), DUE), fleet(NODELESS), DUE)
                        .fleetActions())
                .as("its time counts anew")
                .isEmpty();
    }

    @Test
    void itGoesNowhereItWasTakenFromAndIsTakenFromNowhereTwice() {
        Setback taken = new Setback(Setback.Kind.TAKEN, NOW);
        Setback refused = new Setback(Setback.Kind.REFUSED, NOW);
        assertThat(AttemptView.next(view("index").withAttempt(LAUNCHED.fenced("it was", NOW)), NOW)
                        .preference()
                        .setbacks())
                .containsOnly(Map.entry(EAST, taken));
        AttemptView tried = view("index").after(takenFrom(WEST), NOW);
        assertThat(tried.preference().setbacks()).containsOnly(Map.entry(WEST, taken));
        assertThat(wordsOn(tried, fleet(NODELESS))).isEmpty();
        AttemptView again = view("index").after(takenFrom(EAST), NOW);
        assertThat(wordsOn(again, fleet(NODELESS))).isEmpty();
        AttemptView back = view("index").withAttempt(null).takenBack(WEST, "busy", NOW);
        assertThat(back.preference().setbacks()).containsOnly(Map.entry(WEST, refused));
        assertThat(wordsOn(back.withAttempt(LAUNCHED).launched(NOW), fleet(NODELESS)))
                .as("what only did not take it once may take it now")
                .hasSize(1);
    }

    private static AttemptView takenFrom(ClusterName cluster) {
        Attempt row = Attempt.placed(
                PLACED.id(),
                new JobAddress(cluster, "henge", PLACED.address().job()),
                PLACED.token(),
                PLACED.traits(),
                1,
                NOW);
        return view("index").withAttempt(row.fenced("it was", NOW.plusSeconds(3_600)));
    }

    @Test
    void aPodThatStartsAfterAllStaysUnlessItsRightIsBeingEndedAlready() {
        Withdrawal word = Withdrawal.forRoom("no room");
        AttemptView told = observed(view("index"), fleet(NODELESS)).told(word);
        assertThat(plan(told, fleet(NODELESS), DUE).actions())
                .containsExactly(new Action.Fence(LAUNCHED, "no room", true, null));
        assertThat(Observation.of(told, fleet(RUNNING), DUE).withdrawal()).isNull();
        assertThat(Observation.of(told, fleet(NODELESS), DUE).withdrawal()).isEqualTo(word);
        AttemptView yielding = told.with(Mark.YIELDING);
        assertThat(Observation.of(yielding, fleet(RUNNING), DUE).withdrawal()).isEqualTo(word);
        Withdrawal moved = Withdrawal.moved("moved", null, "anna", 1L);
        assertThat(Observation.of(view("index").told(moved), fleet(RUNNING), DUE)
                        .withdrawal())
                .as("a person's word holds")
                .isEqualTo(moved);
    }

    @ParameterizedTest
    @CsvSource({
        // type, still there, gone, its cluster is silent, its cluster is dead
        "index, false, true, true, true",
        "single_phase_sub_task, false, true, false, true",
        "index_kafka, false, true, false, true",
        "kill, false, true, false, false"
    })
    void theTaskGoesOnWhenNothingIsLeftThatCouldStart(
            String type, boolean there, boolean gone, boolean silent, boolean dead) {
        AttemptView fenced = Results.taken(
                observed(view(type), fleet(NODELESS)).told(Withdrawal.forRoom("no room")),
                LAUNCHED.fenced("no room", DUE));
        ClusterRecord.Declaration word = new ClusterRecord.Declaration("anna", "fire", NOW);
        ClusterFacts lost = Known.with(
                Known.watched(EAST, true, "no answer"),
                Standing.of(ClusterRecord.unknown(EAST).declaredDead(word), true));
        assertThat(follows(fenced, fleet(NODELESS))).isEqualTo(there);
        assertThat(follows(fenced, fleet(Known.well(EAST), Known.well(WEST), Look.ABSENT)))
                .isEqualTo(gone);
        assertThat(follows(
                        fenced, fleet(Known.watched(EAST, true, "no answer"), Known.well(WEST), Look.seen(NODELESS))))
                .isEqualTo(silent);
        assertThat(follows(fenced, fleet(lost, Known.well(WEST), Look.seen(NODELESS))))
                .isEqualTo(dead);
    }

    private static boolean follows(AttemptView fenced, FleetSnapshot fleet) {
        AttemptView seen = Observation.of(fenced, fleet, DUE);
        List<Action> actions = plan(seen, fleet, DUE).actions();
        boolean follows = actions.stream().anyMatch(Action.FollowUp.class::isInstance);
        boolean watched = fleet.isWell(LAUNCHED);
        assertThat(follows || !watched || actions.contains(new Action.Delete(Objects.requireNonNull(seen.attempt()))))
                .as("its Job is deleted until then")
                .isTrue();
        return follows;
    }

    @Test
    void whatIsNeverRunBesideItselfFailsWhereItsClusterIsLostMeanwhile() {
        ClusterRecord.Declaration word = new ClusterRecord.Declaration("anna", "fire", NOW);
        ClusterFacts lost = Known.with(
                Known.well(EAST), Standing.of(ClusterRecord.unknown(EAST).declaredDead(word), true));
        AttemptView fenced =
                Results.taken(view("index_kafka").told(Withdrawal.forRoom("no room")), LAUNCHED.fenced("no room", DUE));
        assertThat(plan(fenced, fleet(lost, Known.well(WEST), Look.seen(NODELESS)), DUE)
                        .actions())
                .singleElement()
                .isInstanceOfSatisfying(
                        Action.FollowUp.class,
                        next -> assertThat(next.failure())
                                .contains("taken from cluster[east]: no room", "index_kafka"));
    }
}
