package io.henge.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.decide.Allotment;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.placement.Preference;
import io.henge.core.report.AttemptCount;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.AttemptReport.Demand;
import io.henge.core.report.AttemptReport.Progress;
import io.henge.core.report.AttemptReport.State;
import io.henge.core.report.LoopSnapshot;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TaskId TASK = new TaskId("task");
    private static final TaskTraits TRAITS = new TaskTraits("index", "flights", "group", 50);
    private static final Demand DEMAND = new Demand(TRAITS, NOW, Preference.ANY);
    private static final ClusterName EAST = new ClusterName("east");
    private static final ClusterName WEST = new ClusterName("west");

    private final Reports reports = new Reports();

    private LoopSnapshot snapshot() {
        FleetSnapshot nothing = new FleetSnapshot(new TreeMap<>(), Map.of());
        return reports.snapshot(nothing, ClusterRecord::unknown, Map.of(), name -> Optional.empty(), Allotment.START);
    }

    @Test
    void countsFollowAnAttemptFromStateToState() {
        reports.put(waiting());
        assertThat(reports.countOn(EAST)).isEqualTo(AttemptCount.NONE);
        reports.put(report(placedOn(EAST), State.LIMBO, false));
        assertThat(reports.countOn(EAST)).isEqualTo(new AttemptCount(1, 1, 0));
        reports.put(report(placedOn(EAST), State.RUNNING, false));
        assertThat(reports.countOn(EAST)).isEqualTo(new AttemptCount(1, 0, 0));
        reports.put(report(placedOn(EAST).ended(Outcome.failure("no"), NOW), State.ENDED, true));
        assertThat(reports.countOn(EAST)).isEqualTo(new AttemptCount(0, 0, 1));
        reports.remove(AttemptId.first(TASK));
        assertThat(reports.countOn(EAST)).isEqualTo(AttemptCount.NONE);
    }

    @Test
    void eachClusterHasItsOwnCount() {
        reports.put(report(placedOn(WEST), State.RUNNING, false));
        assertThat(reports.countOn(EAST)).isEqualTo(AttemptCount.NONE);
        assertThat(reports.countOn(WEST)).isEqualTo(new AttemptCount(1, 0, 0));
    }

    @Test
    void onlyWhatHasNotBegunToRunIsPending() {
        reports.put(waiting());
        assertThat(snapshot().pending()).containsExactly(TASK);
        reports.put(report(placedOn(EAST), State.RUNNING, false));
        assertThat(snapshot().pending()).isEmpty();
    }

    @Test
    void aTaskIsPendingByItsNewestAttemptAlone() {
        reports.put(waiting());
        reports.put(waiting(new AttemptId(TASK, 2)));
        assertThat(snapshot().pending()).containsExactly(TASK);
    }

    @Test
    void aSnapshotKeepsWhatItShowed() {
        reports.put(waiting());
        LoopSnapshot before = snapshot();
        reports.remove(AttemptId.first(TASK));
        assertThat(before.find(TASK)).contains(waiting());
        assertThat(snapshot().find(TASK)).isEmpty();
    }

    @Test
    void theNewestAttemptIsFoundAndNoOtherTasks() {
        AttemptReport next = waiting(new AttemptId(TASK, 2));
        reports.put(waiting());
        reports.put(next);
        LoopSnapshot snapshot = snapshot();
        assertThat(snapshot.find(TASK)).contains(next);
        assertThat(snapshot.of(TASK)).containsExactly(waiting(), next);
        assertThat(snapshot.find(new TaskId("task-b"))).isEmpty();
        assertThat(snapshot.find(new TaskId("a"))).isEmpty();
    }

    private static AttemptReport waiting() {
        return waiting(AttemptId.first(TASK));
    }

    private static AttemptReport waiting(AttemptId id) {
        return new AttemptReport(id, DEMAND, false, false, null, null, new Progress(State.WAITING, NOW, null));
    }

    private static AttemptReport report(Attempt attempt, State state, boolean purgeDebt) {
        return new AttemptReport(attempt.id(), DEMAND, false, purgeDebt, attempt, null, new Progress(state, NOW, null));
    }

    private static Attempt placedOn(ClusterName cluster) {
        return Attempt.placed(
                AttemptId.first(TASK),
                new JobAddress(cluster, "henge", new JobName("job")),
                new Token("token"),
                TRAITS,
                1,
                NOW);
    }
}
