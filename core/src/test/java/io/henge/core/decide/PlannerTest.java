package io.henge.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Bearer;
import io.henge.core.cluster.JobSighting.Phase;
import io.henge.core.cluster.JobSighting.Progress;
import io.henge.core.cluster.JobSighting.Remedy;
import io.henge.core.cluster.JobSighting.SeenPod;
import io.henge.core.cluster.JobSighting.StartTrouble;
import io.henge.core.ledger.ClusterRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is done next in every situation of one task, and how tasks share the clusters. */
class PlannerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Policies POLICIES = Policies.DEFAULT;
    private static final ClusterName EAST = new ClusterName("east");
    private static final ClusterName WEST = new ClusterName("west");
    private static final JobName JOB = new JobName("job");
    private static final TaskTraits TRAITS = new TaskTraits("index", "flights", "group", 50);
    private static final Location LOCATION = new Location("127.0.0.9", 8100, -1, "pod");
    private static final Attempt PLACED = placedOnEast("task");
    private static final Attempt LAUNCHED = PLACED.withJobUid("uid");
    private static final Attempt LOCATED = LAUNCHED.withLocation(LOCATION, NOW);
    private static final Attempt ENDED = LOCATED.ended(Outcome.success(1), NOW);
    private static final AttemptView FRESH = AttemptView.accepted(PLACED.id(), TRAITS, NOW);

    static Attempt placedOnEast(String task) {
        return Attempt.placed(
                AttemptId.first(new TaskId(task)), new JobAddress(EAST, "henge", JOB), new Token("t"), TRAITS, 1, NOW);
    }

    private static JobSighting seen(Phase phase, boolean job, boolean pod, @Nullable StartTrouble trouble) {
        return new JobSighting(
                JOB,
                "uid",
                job,
                new Progress(phase, trouble, phase == Phase.ENDED ? "Pod ended with exit code 1" : null),
                pod ? new SeenPod("pod", phase == Phase.RUNNING ? LOCATION : null, null) : null,
                Bearer.of(null));
    }

    private static final JobSighting PENDING = seen(Phase.PENDING, true, true, null);
    private static final JobSighting RUNNING = seen(Phase.RUNNING, true, true, null);
    private static final JobSighting OVER = seen(Phase.ENDED, true, true, null);

    private static FleetSnapshot fleet(ClusterFacts facts, @Nullable JobSighting sighting) {
        Look look = sighting == null ? Look.ABSENT : Look.seen(sighting);
        return new FleetSnapshot(new TreeMap<>(Map.of(EAST, facts)), Map.of(PLACED.id(), look));
    }

    private static FleetSnapshot fleet(@Nullable JobSighting sighting) {
        return fleet(Known.well(EAST), sighting);
    }

    private static FleetSnapshot unseen() {
        return new FleetSnapshot(
                new TreeMap<>(Map.of(EAST, Known.watched(EAST, false, null))), Map.of(PLACED.id(), Look.UNREADABLE));
    }

    private static Plan plan(AttemptView task, FleetSnapshot fleet, Instant now) {
        return Planner.SOUND.plan(Known.ledger(List.of(task), 0, 0), fleet, POLICIES, now);
    }

    private static List<Action> actions(AttemptView task, @Nullable JobSighting sighting) {
        return plan(task, fleet(sighting), NOW).actions();
    }

    @Test
    void aTaskWithoutARowIsPlaced() {
        assertThat(actions(FRESH, null)).containsExactly(new Action.Place(PLACED.id(), EAST, "east has room"));
    }

    @Test
    void aReleasedTaskWithoutARowIsForgotten() {
        assertThat(actions(FRESH.released(), null)).containsExactly(new Action.Forget(PLACED.id()));
    }

    @Test
    void nothingIsDoneWhileAStepIsUnderWay() {
        assertThat(actions(FRESH.begun(Step.PLACE), null)).isEmpty();
        assertThat(actions(FRESH.withAttempt(PLACED).begun(Step.LAUNCH).released(), RUNNING))
                .isEmpty();
    }

    @Test
    void anIntentIsFollowedByTheLaunch() {
        assertThat(actions(FRESH.withAttempt(PLACED), null)).containsExactly(new Action.Launch(PLACED));
    }

    @Test
    void aFailedLaunchIsTriedAgainInTheSamePlaceWhenItsTimeHasCome() {
        AttemptView failed = FRESH.withAttempt(PLACED).with(Mark.LAUNCH_SENT).failed("no", NOW);
        Plan plan = plan(failed, fleet(null), NOW);
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.lookAgain()).containsExactly(Map.entry(PLACED.id(), NOW.plusSeconds(1)));
        assertThat(plan(failed, fleet(null), NOW.plusSeconds(1)).actions()).containsExactly(new Action.Launch(PLACED));
    }

    @Test
    void aRestoredIntentMayHaveRunAndIsAskedForItsStatusBeforeItIsLaunched() {
        AttemptView restored = AttemptView.restored(PLACED, NOW);
        assertThat(actions(restored, null)).containsExactly(new Action.ReadStatus(PLACED.id()));
        assertThat(actions(restored.with(Mark.STATUS_ABSENT), null)).containsExactly(new Action.Launch(PLACED));
    }

    @Test
    void aLaunchedJobThatTheWatchDoesNotShowYetIsWaitedFor() {
        assertThat(actions(FRESH.withAttempt(LAUNCHED).with(Mark.LAUNCH_SENT), null))
                .isEmpty();
    }

    @Test
    void aJobThatIsGoneEndsItsTaskUnlessItLeftAStatus() {
        AttemptView gone = FRESH.withAttempt(LAUNCHED).with(Mark.LAUNCH_SENT).with(Mark.SIGHTED);
        assertThat(actions(gone, null)).containsExactly(new Action.ReadStatus(PLACED.id()));
        assertThat(actions(gone.with(Mark.STATUS_ABSENT), null)).singleElement().isInstanceOf(Action.End.class);
    }

    @Test
    void inLimboNothingIsDone() {
        FleetSnapshot unseen = unseen();
        assertThat(plan(AttemptView.restored(LOCATED, NOW), unseen, NOW).actions())
                .isEmpty();
        assertThat(plan(AttemptView.restored(ENDED, NOW).released(), unseen, NOW)
                        .actions())
                .isEmpty();
    }

    @Test
    void aNewLocationIsRecordedAndAKnownOneIsNot() {
        assertThat(actions(FRESH.withAttempt(LAUNCHED), RUNNING)).containsExactly(new Action.Describe(LOCATED));
        assertThat(actions(FRESH.withAttempt(LOCATED), RUNNING)).isEmpty();
    }

    @Test
    void aReportIsTheOutcomeAlsoInLimbo() {
        AttemptView reported = FRESH.withAttempt(LOCATED).withReported(Outcome.success(7));
        FleetSnapshot unseen = new FleetSnapshot(new TreeMap<>(), Map.of());
        assertThat(plan(reported, unseen, NOW).actions())
                .containsExactly(new Action.End(LOCATED.ended(Outcome.success(7), NOW), false));
    }

    private static Clue silent(Instant readAt) {
        return new Clue(List.of(), readAt);
    }

    @Test
    void aPodThatCannotStartIsToleratedForAWhile() {
        JobSighting troubled = seen(Phase.PENDING, true, true, new StartTrouble("no image", Remedy.LUCK));
        AttemptView task = FRESH.withAttempt(LAUNCHED).withTroubleSince(NOW);
        Instant end = NOW.plus(POLICIES.starting().startToleration());
        assertThat(plan(task, fleet(troubled), NOW).lookAgain()).containsValue(end);
        assertThat(plan(task, fleet(troubled), end).actions()).containsExactly(new Action.ReadEvents(LAUNCHED));
        assertThat(plan(task.withClue(silent(end)), fleet(troubled), end).actions())
                .containsExactly(new Action.End(LAUNCHED.cutShort(Outcome.failure("no image"), end), true));
    }

    @Test
    void aPodThatCanNeverStartEndsItsTaskAtOnce() {
        JobSighting troubled = seen(Phase.PENDING, true, true, new StartTrouble("bad name", Remedy.NONE));
        assertThat(actions(FRESH.withAttempt(LAUNCHED).withClue(silent(NOW)), troubled))
                .containsExactly(new Action.End(LAUNCHED.cutShort(Outcome.failure("bad name"), NOW), true));
    }

    @Test
    void aPodThatDoesNotStartInTimeEndsItsTask() {
        Instant launchedAt = NOW.plusSeconds(4_000);
        Instant late = launchedAt.plus(POLICIES.starting().launchTimeout());
        AttemptView launched = FRESH.withAttempt(LAUNCHED).launched(launchedAt);
        assertThat(plan(launched.withClue(silent(late.minusSeconds(1_000))), fleet(PENDING), launchedAt)
                        .lookAgain())
                .containsValue(late);
        assertThat(plan(launched.withClue(silent(late)), fleet(PENDING), late).actions())
                .singleElement()
                .isInstanceOf(Action.End.class);
    }

    @Test
    void theEventsOfASilentJobAreReadLaterEachTime() {
        AttemptView launched = FRESH.withAttempt(LAUNCHED).launched(NOW);
        assertThat(plan(launched, fleet(PENDING), NOW).lookAgain()).containsValue(NOW.plusSeconds(10));
        assertThat(plan(launched, fleet(PENDING), NOW.plusSeconds(10)).actions())
                .containsExactly(new Action.ReadEvents(LAUNCHED));
        AttemptView told = launched.withClue(silent(NOW.plusSeconds(40)));
        assertThat(plan(told, fleet(PENDING), NOW.plusSeconds(41)).lookAgain()).containsValue(NOW.plusSeconds(80));
    }

    @Test
    void aPodThatWaitsForANodeSaysSoItselfAndIsGivenTheWholeLaunchTimeout() {
        JobSighting waiting = seen(Phase.PENDING, true, true, new StartTrouble("0/1 nodes", Remedy.TIME));
        AttemptView launched = FRESH.withAttempt(LAUNCHED).launched(NOW);
        Instant late = NOW.plus(POLICIES.starting().launchTimeout());
        assertThat(plan(launched, fleet(waiting), NOW.plusSeconds(600)).lookAgain())
                .containsValue(late);
        assertThat(plan(launched.withClue(silent(late)), fleet(waiting), late).actions())
                .singleElement()
                .isInstanceOfSatisfying(
                        Action.End.class,
                        end -> assertThat(Objects.requireNonNull(end.attempt().outcome())
                                        .message())
                                .contains("did not start within PT1H: 0/1 nodes"));
    }

    @Test
    void nothingIsHeldAgainstATaskWhoseClusterIsInTrouble() {
        FleetSnapshot troubled = fleet(Known.watched(EAST, true, "no answer"), PENDING);
        AttemptView launched = FRESH.withAttempt(LAUNCHED).launched(NOW);
        Instant late = NOW.plus(POLICIES.starting().launchTimeout());
        assertThat(plan(launched, troubled, late).actions()).isEmpty();
    }

    @Test
    void aJobThatIsNeverShownEndsItsTaskInTheEnd() {
        AttemptView unseen = FRESH.withAttempt(LAUNCHED)
                .with(Mark.LAUNCH_SENT)
                .with(Mark.STATUS_ABSENT)
                .launched(NOW);
        assertThat(plan(unseen, fleet(null), NOW.plus(POLICIES.starting().launchTimeout()))
                        .actions())
                .singleElement()
                .isInstanceOf(Action.End.class);
    }

    @Test
    void aTaskInAnotherNamespaceThanTheWatchedOneIsInLimbo() {
        FleetSnapshot moved =
                new FleetSnapshot(new TreeMap<>(Map.of(EAST, Known.well(EAST))), Map.of(PLACED.id(), Look.UNREADABLE));
        assertThat(plan(AttemptView.restored(LOCATED, NOW), moved, NOW).actions())
                .isEmpty();
    }

    @Test
    void aRestoredIntentThatIsKilledIsDeletedUnseenToo() {
        AttemptView killed = AttemptView.restored(PLACED.ended(Outcome.failure("killed"), NOW), NOW)
                .released();
        assertThat(actions(killed, null)).singleElement().isInstanceOf(Action.Delete.class);
    }

    @Test
    void theLogIsSavedWhenThePodHasEndedOrMayNotGoOn() {
        AttemptView ended = FRESH.withAttempt(ENDED);
        assertThat(actions(ended, RUNNING)).isEmpty();
        assertThat(actions(ended, OVER)).containsExactly(new Action.SaveLog(ENDED));
        assertThat(plan(ended, fleet(RUNNING), NOW.plus(POLICIES.ending().podEndWait()))
                        .actions())
                .containsExactly(new Action.SaveLog(ENDED));
        assertThat(actions(ended.with(Mark.CUT_SHORT), RUNNING)).containsExactly(new Action.SaveLog(ENDED));
    }

    @Test
    void theJobOfATaskThatEndedByItselfIsKeptIfThatIsWanted() {
        Policies keeping = POLICIES.withKeptJobs(true);
        AttemptView saved = FRESH.withAttempt(ENDED).with(Mark.LOG_SAVED).released();
        Instant late = NOW.plus(POLICIES.ending().podEndWait());
        assertThat(plan(saved, OVER, keeping, late)).isEmpty();
        assertThat(plan(saved, OVER, POLICIES, late)).containsExactly(new Action.Delete(ENDED));
        assertThat(plan(saved.with(Mark.CUT_SHORT), OVER, keeping, late)).containsExactly(new Action.Delete(ENDED));
        assertThat(plan(saved, RUNNING, keeping, late)).containsExactly(new Action.Delete(ENDED));
    }

    private static List<Action> plan(AttemptView task, JobSighting sighting, Policies policies, Instant now) {
        return Planner.SOUND
                .plan(Known.ledger(List.of(task), 0, 0), fleet(sighting), policies, now)
                .actions();
    }

    @Test
    void theJobIsDeletedOnceTheLogIsSavedAndDruidHasLetGo() {
        AttemptView saved = FRESH.withAttempt(ENDED).with(Mark.LOG_SAVED);
        assertThat(actions(saved, OVER)).isEmpty();
        assertThat(actions(saved.released(), OVER)).containsExactly(new Action.Delete(ENDED));
        assertThat(actions(saved.released(), seen(Phase.ENDED, false, true, null)))
                .isEmpty();
    }

    @Test
    void theRowGoesOnceJobAndPodAreGoneAndDruidHasStoredTheEnd() {
        AttemptView gone = FRESH.withAttempt(ENDED).with(Mark.SIGHTED).with(Mark.PURGED);
        assertThat(actions(gone, null)).as("Druid has not let go").isEmpty();
        assertThat(actions(gone.released(), null)).containsExactly(new Action.AskStore(ENDED.id()));
        assertThat(actions(gone.released().with(Mark.STORED), null)).containsExactly(new Action.Remove(ENDED));
    }

    @Test
    void aJobThatMayStillAppearIsDeletedUnseenAndWaitedOut() {
        AttemptView unseen = FRESH.withAttempt(ENDED).with(Mark.LAUNCH_SENT).released();
        assertThat(Observation.of(unseen, fleet(null), NOW).has(Mark.PURGED)).isFalse();
        assertThat(actions(unseen, null)).containsExactly(new Action.Delete(ENDED));
        AttemptView deleted = unseen.with(Mark.DELETE_SENT).doneAndHeldUntil(NOW.plusSeconds(30));
        assertThat(Observation.of(deleted, fleet(null), NOW).has(Mark.PURGED)).isTrue();
        AttemptView purged = deleted.with(Mark.PURGED).with(Mark.STORED);
        assertThat(actions(purged, null)).isEmpty();
        assertThat(plan(purged, fleet(null), NOW.plusSeconds(30)).actions()).containsExactly(new Action.Remove(ENDED));
    }

    @Test
    void aWordTakesTheAttemptAwayByTheTypeOfItsTask() {
        AttemptView moved = FRESH.withAttempt(LOCATED).told(Withdrawal.following("maintenance"));
        assertThat(actions(moved, RUNNING)).containsExactly(new Action.Fence(LOCATED, "maintenance", true, null));
        assertThat(plan(dead("index_kafka"), declaredDead(), NOW).actions())
                .singleElement()
                .isInstanceOfSatisfying(
                        Action.Fence.class,
                        fence -> assertThat(fence.relaunch()).isFalse());
        assertThat(plan(dead("index_parallel"), declaredDead(), NOW).actions())
                .singleElement()
                .isInstanceOfSatisfying(
                        Action.Fence.class,
                        fence -> assertThat(fence.relaunch()).isTrue());
        assertThat(plan(dead("kill"), declaredDead(), NOW).actions()).isEmpty();
    }

    private static AttemptView dead(String type) {
        TaskTraits traits = new TaskTraits(type, "flights", "group", 50);
        return AttemptView.restored(Attempt.placed(PLACED.id(), PLACED.address(), PLACED.token(), traits, 1, NOW), NOW);
    }

    private static FleetSnapshot declaredDead() {
        ClusterRecord.Declaration word = new ClusterRecord.Declaration("anna", "it burnt", NOW);
        Standing dead = Standing.of(ClusterRecord.unknown(EAST).declaredDead(word), true);
        return new FleetSnapshot(
                new TreeMap<>(Map.of(EAST, Known.with(Known.watched(EAST, false, "no answer"), dead))), Map.of());
    }

    @Test
    void theJobOfAFencedAttemptIsDeletedAtOnceAndItsRowStaysUntilDruidHasStoredTheEnd() {
        Attempt fenced = LOCATED.fenced("moved", NOW);
        AttemptView view = FRESH.withAttempt(fenced).with(Mark.SIGHTED);
        assertThat(actions(view, RUNNING)).containsExactly(new Action.Delete(fenced));
        assertThat(actions(view.with(Mark.PURGED), null)).isEmpty();
        AttemptView released = view.with(Mark.PURGED).released();
        assertThat(actions(released, null)).containsExactly(new Action.AskStore(fenced.id()));
        assertThat(actions(released.with(Mark.STORED), null)).containsExactly(new Action.Remove(fenced));
    }

    @Test
    void aJobThatLandedOnceMoreIsDeletedByItsOwnUid() {
        Attempt ended = PLACED.withJobUid("gone").ended(Outcome.failure("killed"), NOW);
        AttemptView view = FRESH.withAttempt(ended)
                .with(Mark.CUT_SHORT)
                .with(Mark.LOG_SAVED)
                .released();
        assertThat(actions(view, RUNNING)).containsExactly(new Action.Delete(ended.withJobUid("uid")));
    }

    @Test
    void aNextAttemptAvoidsTheClusterThatTheOneBeforeWasTakenFrom() {
        FleetSnapshot both =
                new FleetSnapshot(new TreeMap<>(Map.of(EAST, Known.well(EAST), WEST, Known.well(WEST))), Map.of());
        AttemptView next = AttemptView.next(FRESH.withAttempt(LOCATED.fenced("moved", NOW)), NOW);
        assertThat(next.id().number()).isEqualTo(2);
        assertThat(plan(next, both, NOW).actions()).containsExactly(new Action.Place(next.id(), WEST, "west has room"));
        assertThat(plan(next, fleet(null), NOW).actions())
                .as("with no other cluster left")
                .containsExactly(new Action.Place(
                        next.id(), EAST, "east has room: it was taken from there at 2026-01-01T00:00:00Z (-10000000)"));
    }

    @Test
    void aCapacityBelowWhatHoldsPlacesStartsNothingAndStopsNothing() {
        AttemptView runs = FRESH.withAttempt(LOCATED);
        LedgerSnapshot crowded = Known.ledger(List.of(FRESH, runs), 5, 0);
        assertThat(Planner.SOUND
                        .plan(crowded, fleet(RUNNING), POLICIES.withCapacity(2), NOW)
                        .actions())
                .isEmpty();
    }

    @Test
    void aLaterLeaderWaitsForNothingOfAPodThatWasCutShort() {
        AttemptView cut = AttemptView.restored(LOCATED.cutShort(Outcome.failure("killed"), NOW), NOW);
        assertThat(actions(cut.with(Mark.LOG_SAVED).released(), RUNNING))
                .singleElement()
                .isInstanceOf(Action.Delete.class);
        AttemptView ended = AttemptView.restored(ENDED, NOW);
        assertThat(actions(ended.with(Mark.LOG_SAVED).released(), RUNNING)).isEmpty();
    }
}
