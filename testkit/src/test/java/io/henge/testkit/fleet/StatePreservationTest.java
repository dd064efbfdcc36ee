package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.Preserved;
import io.henge.core.attempt.TaskId;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.failover.StatePreservation;
import io.henge.core.failover.StatePreservation.Rule;
import io.henge.core.failover.StatePreservation.Source;
import io.henge.core.ledger.FailoverFilter;
import io.henge.core.ledger.FailoverRecord;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.port.StateSource;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known of an attempt goes to the next one, and into the history. */
class StatePreservationTest extends LossOfEast {
    private static final Rule CHUNK = new Rule("chunk", Source.REPORT, "$.chunk");
    private static final Rule NONE = new Rule("none", Source.TASK, "$.none");

    /** Who was asked, by what rules. */
    private final List<String> asked = new ArrayList<>();

    private int chunk;

    /** The chunk grows with each question, and the other path leads nowhere. */
    private final Build build = new Build() {
        @Override
        public StateSource states() {
            return (attempt, rules, from) -> {
                TreeMap<String, String> values = new TreeMap<>();
                TreeMap<String, String> warnings = new TreeMap<>();
                for (Rule rule : rules) {
                    asked.add(attempt.id() + " " + rule.name());
                    if (rule.equals(NONE)) {
                        warnings.put(rule.name(), "$.none leads nowhere");
                    } else {
                        values.put(rule.name(), attempt.id().number() + "/" + ++chunk);
                    }
                }
                return CompletableFuture.completedFuture(new StateSource.Captured(values, warnings));
            };
        }
    };

    @BeforeEach
    void build() {
        fleet = new SimulatedFleet(POLICIES, build, Witness.NOBODY, "east", "north", "west");
        asking(FailoverPolicy.USUAL.preserving(new StatePreservation(List.of(CHUNK, NONE))));
    }

    private void find(String cluster, boolean lost) {
        fleet.cluster(cluster).setApi(lost ? Api.HANGS : Api.ANSWERS);
        fleet.registry().discovery().cut(fleet.cluster(cluster), lost);
    }

    private Attempt placed(TaskId task) {
        return placed().stream()
                .filter(row -> row.task().equals(task))
                .findFirst()
                .orElseThrow();
    }

    /** Returns as soon as it is placed. */
    private Attempt awaited(TaskId task, int number) {
        fleet.until(
                "attempt " + number + " is placed",
                () -> placed().stream().anyMatch(row -> row.id().equals(new AttemptId(task, number))));
        return placed(task);
    }

    private TaskId oneOnEast() {
        run(3, "index");
        return onEast().get(0).task();
    }

    private SortedMap<String, String> recorded(TaskId task, int number) {
        FailoverRecord record = fleet.ledger().failovers(new FailoverFilter(task, null), Long.MAX_VALUE, 100).stream()
                .map(LedgerWrite.PutFailover::record)
                .filter(one -> one.attempt().number() == number)
                .findFirst()
                .orElseThrow();
        return record.grounds().preserved();
    }

    @Test
    void theNextAttemptIsGivenWhatWasKnownOfTheFirst() {
        TaskId task = oneOnEast();
        fleet.step(75);
        Preserved known = placed(task).preserved();
        assertThat(known.values()).containsEntry(Preserved.LAST_ATTEMPT, "1").containsEntry("lastCluster", "east");
        assertThat(known.entries()).containsEntry("warning.none", "$.none leads nowhere");
        String chunk = known.values().get("chunk");
        assertThat(chunk).startsWith("1/");
        lose();
        Attempt next = awaited(task, 2);
        assertThat(next.given().values())
                .containsEntry("chunk", chunk)
                .containsEntry("lastCluster", "east")
                .containsEntry("from", "east")
                .containsKeys("lastReason", "reason", "logLocation")
                .doesNotContainKey("warning.none");
        assertThat(recorded(task, 1))
                .containsEntry("chunk", chunk)
                .containsEntry("warning.none", "$.none leads nowhere")
                .containsEntry("from", "east");
    }

    @Test
    void aSecondLossBeforeTheFirstBecameHealthyKeepsWhatWasPreserved() {
        TaskId task = oneOnEast();
        fleet.step(25);
        String chunk = placed(task).preserved().values().get("chunk");
        lose();
        String second = awaited(task, 2).cluster().value();
        find(second, true);
        find("east", false);
        assertThat(awaited(task, 3).given().values())
                .containsEntry("chunk", chunk)
                .containsEntry("lastAttempt", "1")
                .containsEntry("lastCluster", "east")
                .containsEntry("from", second);
        assertThat(recorded(task, 2)).containsEntry("chunk", chunk).containsEntry("from", second);
    }

    @Test
    void whoHasBecomeHealthyReplacesIt() {
        TaskId task = oneOnEast();
        fleet.step(40);
        lose(LOST_SECONDS);
        fleet.step(40);
        Preserved known = placed(task).preserved();
        assertThat(known.values().get("chunk")).startsWith("2/");
        assertThat(known.values())
                .containsEntry("lastAttempt", "2")
                .containsEntry("from", "east")
                .doesNotContainKey("lastReason");
    }

    @Test
    void aNewLeaderKnowsItToo() {
        TaskId task = oneOnEast();
        fleet.step(25);
        String chunk = placed(task).preserved().values().get("chunk");
        lose();
        fleet.step(5);
        fleet.reboot();
        assertThat(awaited(task, 2).given().values()).containsEntry("chunk", chunk);
    }

    @Test
    void fewAreAskedAtATimeAndEachSeldom() {
        run(60, "index");
        fleet.step(11);
        asked.clear();
        fleet.step();
        assertThat(asked.size()).as("two rules each").isLessThanOrEqualTo(2 * 10);
        fleet.step(9);
        asked.clear();
        fleet.step(30);
        assertThat(asked).hasSizeLessThanOrEqualTo(2 * 120).hasSizeGreaterThanOrEqualTo(2 * 60);
        assertThat(asked.stream().filter("index-7#1 chunk"::equals)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void whereNothingIsSaidNobodyIsAskedAndTheClusterIsKnownAllTheSame() {
        asking(FailoverPolicy.USUAL);
        TaskId task = oneOnEast();
        fleet.step(40);
        assertThat(placed(task).preserved()).isEqualTo(Preserved.NOTHING);
        lose();
        assertThat(awaited(task, 2).given().values())
                .containsEntry("lastCluster", "east")
                .containsEntry("lastAttempt", "1");
        assertThat(asked).isEmpty();
    }

    @Test
    void ofATaskThatReadsAStreamTheOffsetsAreInTheHistory() {
        asking(FailoverPolicy.USUAL);
        run(3, "index_kafka");
        TaskId task = onEast().get(0).task();
        fleet.step(40);
        lose(2 * LOST_SECONDS);
        assertThat(asked).contains(task + "#1 offsets");
        assertThat(recorded(task, 1).get("offsets")).startsWith("1/");
    }
}
