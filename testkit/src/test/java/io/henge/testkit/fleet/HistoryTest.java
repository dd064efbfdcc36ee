package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.ClusterWord;
import io.henge.core.decide.Policies;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.LedgerEvent;
import io.henge.core.ledger.LedgerEvent.Kind;
import io.henge.core.ledger.LedgerWrite;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which decisions the ledger's history tells of. */
class HistoryTest {
    private final SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT, "east", "west");

    /** The oldest first. */
    private List<LedgerEvent> events() {
        List<LedgerEvent> events = new ArrayList<>(fleet.ledger().events(EventFilter.ALL, Long.MAX_VALUE, 100).stream()
                .map(LedgerWrite.Note::event)
                .toList());
        Collections.reverse(events);
        return events;
    }

    private Stream<Kind> kinds() {
        return events().stream().map(LedgerEvent::kind);
    }

    private void endOf(TaskId task) {
        fleet.kill(task);
        fleet.until("everything is cleaned up", fleet::isClean);
    }

    @Test
    void aMoveIsToldWithThePersonWhoAskedForIt() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        var unused = fleet.loop().move(task, null, "anna", "new disks", false);
        fleet.until(
                "the second attempt runs", () -> fleet.cluster("west").present().contains(new AttemptId(task, 2)));
        endOf(task);
        assertThat(kinds())
                .containsExactly(Kind.PLACED, Kind.FENCED, Kind.MOVED, Kind.PLACED, Kind.PURGED, Kind.PURGED);
        LedgerEvent moved = events().get(2);
        assertThat(moved.who()).isEqualTo("anna");
        assertThat(moved.about().attempt()).isEqualTo(1);
        assertThat(moved.about().cluster()).isEqualTo(new ClusterName("east"));
        assertThat(moved.why()).contains("new disks");
    }

    @Test
    void aFailoverIsToldWithTheOverlordThatDidIt() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        fleet.cluster("east").setApi(Api.HANGS);
        var unused = fleet.loop().declare(new ClusterName("east"), ClusterWord.DEAD, "anna", "it burnt", null, false);
        fleet.until(
                "the task goes on", () -> kinds().filter(Kind.PLACED::equals).count() == 2);
        assertThat(kinds())
                .containsExactly(Kind.PLACED, Kind.DECLARED_DEAD, Kind.FENCED, Kind.FAILED_OVER, Kind.PLACED);
        assertThat(events().get(3).who()).isEqualTo("overlord");
        assertThat(events().get(3).why()).contains("it burnt");
    }

    @Test
    void anIntentThatIsTakenBackIsTold() {
        fleet.step(3);
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.step();
        // Between the intent and the request: a second later, nothing would be placed there.
        fleet.cluster("east").setApi(Api.THROTTLES);
        fleet.untilRunning(task);
        assertThat(kinds()).containsSubsequence(Kind.PLACED, Kind.TAKEN_BACK, Kind.PLACED);
    }

    @Test
    void aJobThatIsAdoptedIsTold() {
        TaskId task = new TaskId("task");
        fleet.inherit(task, JobScript.RUNS);
        fleet.cluster("west")
                .leave(Attempts.ofDruidsRunner(task, "west", fleet.clock().instant()));
        fleet.reboot();
        fleet.untilRunning(task);
        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Kind.ADOPTED);
            assertThat(event.about().cluster()).isEqualTo(new ClusterName("west"));
        });
    }
}
