package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskMatch;
import io.henge.core.decide.Policies;
import io.henge.core.placement.Asked;
import io.henge.core.placement.ClusterMatch;
import io.henge.core.placement.Needs;
import io.henge.core.placement.Rule;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What rows say of what their pods ask for. */
class RoomTest {
    private static final Resources USUAL = Resources.of(2_000, 8L << 30);
    private static final Resources ON_WEST = Resources.of(3_000, 9L << 30);
    private static final Needs NEEDS = new Needs(USUAL, new TreeMap<>(Map.of(new ClusterName("west"), ON_WEST)));

    private final SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT, "east", "west");

    private Resources needsOf(TaskId task) {
        Resources needs = fleet.ledger().attempts().stream()
                .filter(attempt -> attempt.task().equals(task))
                .findFirst()
                .orElseThrow()
                .intent()
                .needs();
        return needs == null ? Resources.NONE : needs;
    }

    private static Asked asking(Needs needs) {
        return Asked.NOTHING.needing(needs);
    }

    @Test
    void theRowSaysWhatThePodAsksForOnItsCluster() {
        TaskId one = fleet.run("one", JobScript.RUNS, Peon.SILENT);
        TaskId other = fleet.run("other", JobScript.RUNS, Peon.SILENT);
        TaskId unknown = fleet.run("unknown", JobScript.RUNS, Peon.SILENT);
        fleet.loop().asked(Map.of(one, asking(NEEDS), other, asking(NEEDS)));
        fleet.untilRunning(one);
        fleet.untilRunning(other);
        fleet.untilRunning(unknown);
        assertThat(needsOf(one)).as("on east").isEqualTo(USUAL);
        assertThat(needsOf(other)).as("on west").isEqualTo(ON_WEST);
        assertThat(needsOf(unknown)).isEqualTo(Resources.NONE);
    }

    @Test
    void otherRulesMoveNothingAndCountForTheNextAttempt() {
        SimulatedFleet three = new SimulatedFleet(Policies.DEFAULT, "east", "north", "west");
        TaskId task = three.run("task", JobScript.RUNS, Peon.SILENT);
        three.untilRunning(task);
        ClusterMatch west = new ClusterMatch(new TreeSet<>(Set.of("west")), new TreeMap<>());
        Rule onlyWest = new Rule("only-west", TaskMatch.ALL, new Rule.Require(west), Rule.Source.DYNAMIC);
        three.loop().asked(Map.of(task, new Asked(Needs.NONE, null, List.of(onlyWest), null)));
        three.step(3);
        assertThat(three.ledger().attempts()).singleElement().satisfies(only -> {
            assertThat(only.cluster()).isEqualTo(new ClusterName("east"));
            assertThat(only.state()).isEqualTo(AttemptState.PLACED);
        });
        three.loop().move(task, null, "somebody", "to see", false);
        three.until(
                "the next attempt is placed",
                () -> three.ledger().attempts().stream()
                        .anyMatch(attempt ->
                                attempt.id().number() == 2 && attempt.cluster().equals(new ClusterName("west"))));
    }

    @Test
    void aTaskThatHasItsClusterKeepsWhatItsRowSaysAndTheNextAttemptNeedsWhatIsKnownThen() {
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.loop().asked(Map.of(task, asking(Needs.everywhere(USUAL))));
        fleet.untilRunning(task);
        fleet.loop().asked(Map.of(task, asking(Needs.everywhere(ON_WEST))));
        fleet.step(3);
        assertThat(needsOf(task)).isEqualTo(USUAL);
        fleet.reboot();
        fleet.loop().accept(task, Attempts.TRAITS, asking(Needs.everywhere(ON_WEST)));
        fleet.step(3);
        assertThat(needsOf(task)).isEqualTo(USUAL);
        fleet.loop().move(task, null, "somebody", "to see", false);
        fleet.until(
                "the next attempt is placed",
                () -> fleet.ledger().attempts().stream()
                        .anyMatch(attempt -> attempt.id().number() == 2
                                && ON_WEST.equals(attempt.intent().needs())));
    }
}
