package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.cluster.ClusterIdentity;
import io.henge.core.decide.ClusterWord;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Verdict;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.LedgerEvent.Kind;
import io.henge.core.loop.Roster;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.ClusterReport;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.fleet.SimulatedFleet.Peon;
import io.henge.testkit.ledger.InMemoryLedger;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A cluster's name that leads to another cluster. */
class IdentityTest {
    private static final ClusterIdentity EAST = new ClusterIdentity("uid-east", "uid-henge");
    private static final ClusterIdentity OTHER = new ClusterIdentity("uid-other", "uid-other-henge");

    private static final ClusterName NORTH = new ClusterName("north");

    private final SimulatedFleet fleet = new SimulatedFleet(Policies.DEFAULT, "east", "west");

    /** The leader after this one finds that out. */
    private void becomes(String cluster, ClusterIdentity identity) {
        fleet.cluster(cluster).setIdentity(identity);
        fleet.reboot();
    }

    private void say(String cluster, ClusterWord word) {
        CompletableFuture<Verdict> verdict = fleet.loop()
                .declare(new ClusterName(cluster), word, "anna", "because", null, false)
                .toCompletableFuture();
        fleet.until("the word is answered", verdict::isDone);
        assertThat(verdict.join().refusal()).isNull();
    }

    private ClusterReport report(String cluster) {
        return fleet.loop().snapshot().clusters().stream()
                .filter(report -> report.name().value().equals(cluster))
                .findFirst()
                .orElseThrow();
    }

    private TaskId runOnEast() {
        becomes("east", EAST);
        say("west", ClusterWord.CORDON);
        TaskId task = fleet.run("task", JobScript.RUNS, Peon.SILENT);
        fleet.untilRunning(task);
        return task;
    }

    private @Nullable ClusterIdentity recorded(String cluster) {
        return fleet.ledger().peekClusters().stream()
                .filter(record -> record.name().value().equals(cluster))
                .findFirst()
                .map(ClusterRecord::identity)
                .orElse(null);
    }

    @Test
    void whatAClusterIsIsKeptInTheLedger() {
        runOnEast();
        assertThat(recorded("east")).isEqualTo(EAST);
        assertThat(recorded("west")).isNull();
        becomes("east", new ClusterIdentity("uid-east", null));
        fleet.step(3);
        assertThat(recorded("east")).isEqualTo(EAST);
    }

    @Test
    void theAttemptsOfANameThatLeadsElsewhereAreInLimboAndNotTakenForGone() {
        TaskId task = runOnEast();
        // What another cluster shows: none of our Jobs.
        fleet.cluster("east").wipe();
        becomes("east", OTHER);
        fleet.step(300);
        assertThat(fleet.report(task).map(AttemptReport::state)).contains(AttemptReport.State.LIMBO);
        assertThat(report("east").observed()).isFalse();
        assertThat(report("east").trouble()).startsWith("Misconfigured: it leads to another cluster");
        assertThat(recorded("east")).isEqualTo(EAST);
        assertThat(fleet.ledger().events(EventFilter.ALL, Long.MAX_VALUE, 100))
                .filteredOn(note -> note.event().kind() == Kind.CLUSTER_REFUSED)
                .hasSize(1);
    }

    @Test
    void nothingIsPlacedThere() {
        TaskId task = runOnEast();
        becomes("east", OTHER);
        TaskId next = fleet.run("next", JobScript.RUNS, Peon.SILENT);
        fleet.step(30);
        assertThat(fleet.report(next).map(AttemptReport::isPending)).contains(true);
        becomes("east", EAST);
        fleet.untilRunning(next);
        fleet.untilRunning(task);
        assertThat(fleet.jobsEverMade(task)).isOne();
    }

    @Test
    void aClusterWithoutAttemptsMayBeReplaced() {
        TaskId task = runOnEast();
        fleet.kill(task);
        fleet.until("everything is cleaned up", fleet::isClean);
        becomes("east", OTHER);
        fleet.until("it is recorded", () -> OTHER.equals(recorded("east")));
        fleet.untilRunning(fleet.run("next", JobScript.RUNS, Peon.SILENT));
    }

    @Test
    void aClusterThatWasDeclaredDeadMayBeReplaced() {
        TaskId task = runOnEast();
        say("west", ClusterWord.UNCORDON);
        becomes("east", OTHER);
        fleet.step(10);
        say("east", ClusterWord.DEAD);
        fleet.until("it is recorded", () -> OTHER.equals(recorded("east")));
        fleet.untilRunning(task);
        assertThat(fleet.cluster("west").present()).hasSize(1);
    }

    @Test
    void whatMayNotBeReadIsNotChecked() {
        TaskId task = runOnEast();
        becomes("east", ClusterIdentity.NONE);
        fleet.untilRunning(task);
        assertThat(recorded("east")).isEqualTo(EAST);
    }

    @Test
    void theSecondEntryOfOneNamespaceOfOneClusterIsNotUsed() {
        TaskId task = runOnEast();
        becomes("west", EAST);
        say("west", ClusterWord.UNCORDON);
        fleet.step(100);
        assertThat(report("west").trouble()).contains("registered already, as cluster[east]");
        assertThat(report("east").trouble()).isNull();
        assertThat(recorded("west")).isNull();
        fleet.untilRunning(task);
    }

    @Test
    void whoWasThereFirstStaysWhateverTheNames() {
        becomes("west", EAST);
        fleet.step(5);
        assertThat(Objects.requireNonNull(recorded("west"))).isEqualTo(EAST);
        becomes("east", EAST);
        fleet.step(5);
        assertThat(report("east").trouble()).contains("registered already, as cluster[west]");
        assertThat(report("west").trouble()).isNull();
    }

    /** A cluster that an entry registers, and another one to which its name may lead. */
    private void enterNorth() {
        fleet.registry().makeHome(NORTH).setIdentity(EAST);
        fleet.registry().makeOther(NORTH).setIdentity(OTHER);
        fleet.registry().enter(NORTH, new Roster.Terms(ClusterProfile.PLAIN, true));
        fleet.step(10);
    }

    /** Seed 374 of the simulator: what the ledger was asked to write first was taken for written last. */
    @Test
    void theLedgerSaysInTheEndWhereTheNameLedLast() {
        enterNorth();
        fleet.ledger().setStore(InMemoryLedger.Store.FAILS);
        fleet.registry().lead(NORTH, true);
        fleet.step(10);
        fleet.registry().lead(NORTH, false);
        fleet.step(10);
        fleet.ledger().setStore(InMemoryLedger.Store.ANSWERS);
        fleet.step(10);
        assertThat(recorded("north")).isEqualTo(EAST);
        assertThat(report("north").trouble()).isNull();
    }

    /** A leader that came in between would take the one for the other. */
    @Test
    void nothingIsPlacedOnAClusterBeforeTheLedgerSaysWhichItIs() {
        enterNorth();
        fleet.ledger().setStore(InMemoryLedger.Store.FAILS);
        fleet.registry().lead(NORTH, true);
        fleet.step(10);
        assertThat(report("north").trouble()).contains("being recorded which cluster it is");
        fleet.ledger().setStore(InMemoryLedger.Store.ANSWERS);
        fleet.step(5);
        assertThat(recorded("north")).isEqualTo(OTHER);
        assertThat(report("north").trouble()).isNull();
    }
}
