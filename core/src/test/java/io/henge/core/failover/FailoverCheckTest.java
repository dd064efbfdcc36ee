package io.henge.core.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskMatch;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.failover.FailoverPolicy.Patience;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be said of failover, and what is told of it. */
class FailoverCheckTest {
    private static final Duration LOST_AFTER = Duration.ofMillis(14_001);

    private static TaskMatch types(String... types) {
        return new TaskMatch(
                new TreeSet<>(Arrays.asList(types)),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeMap<>(),
                new TreeMap<>());
    }

    /** Each word is {@code key=value}, as it is written. */
    private static FailoverPolicy saying(String words) {
        TreeMap<String, String> said = new TreeMap<>();
        Stream.of(words.trim().split(" ", -1)).filter(word -> !word.isEmpty()).forEach(word -> {
            String[] parts = word.split("=", -1);
            said.put(parts[0], parts[1]);
        });
        @Nullable String onLost = said.get("onLost");
        @Nullable String purgeMode = said.get("purgeMode");
        @Nullable String most = said.get("maxPerHour");
        return new FailoverPolicy(
                        onLost == null ? null : Disposition.valueOf(onLost),
                        purgeMode == null ? null : PurgeMode.valueOf(purgeMode),
                        new Patience(seconds(said, "cluster"), seconds(said, "task"), null, seconds(said, "grace")),
                        most == null ? null : Integer.valueOf(most),
                        List.of("r"))
                .withMore(
                        said.containsKey("factor")
                                ? new OutOfMemory(Double.parseDouble(said.get("factor")), 8L << 30)
                                : null);
    }

    private static @Nullable Duration seconds(Map<String, String> said, String key) {
        return said.containsKey(key) ? Duration.ofSeconds(Long.parseLong(said.get(key))) : null;
    }

    private static List<String> complaints(FailoverRules.Rule... rules) {
        return FailoverCheck.complaints(new FailoverRules(List.of(rules), FailoverPolicy.USUAL, LOST_AFTER));
    }

    private static FailoverRules.Rule rule(String name, String words, String... types) {
        return new FailoverRules.Rule(name, types(types), saying(words));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | '' | It says nothing. Give one at least of onLost, purgeMode, clusterTolerationSeconds,",
                "'' | cluster=14 | `clusterTolerationSeconds` is 14, but no shorter silence than health.lostAfter, which is PT14.001S, tells that a cluster is lost. Give at least 15, or lower health.lostAfter.",
                "'' | grace=60 purgeMode=FENCED | `gracePeriodSeconds` is 60, but the purgeMode is Fenced. Give it with purgeMode Gracefully only.",
                "'' | onLost=HOLD purgeMode=FENCED | `purgeMode` is Fenced, but onLost Hold leaves the task where it is. Give Never, or leave it out.",
                "'' | onLost=HOLD cluster=60 | `clusterTolerationSeconds` is 60, but onLost Hold leaves the task where it is. Leave it out.",
                "'' | onLost=FAIL purgeMode=NEVER | `onLost` is Fail, but purgeMode Never leaves the task where it is. Give Hold, or another purgeMode.",
                "'' | onLost=RELAUNCH purgeMode=NEVER | `onLost` is Relaunch, but purgeMode Never",
                "'' | cluster=60 purgeMode=NEVER | `clusterTolerationSeconds` is 60, but purgeMode Never leaves",
                "index,kill | onLost=FAIL | `onLost` is Fail, but a task of type[kill] is never taken away: what it does to segments cannot be taken back. Give Hold, or leave it out.",
                "move,archive,restore | onLost=RELAUNCH | `onLost` is Relaunch, but a task of type[archive, move, restore] is never",
                "kill | purgeMode=DIRECTLY | `purgeMode` is Directly, but a task of type[kill] is never taken away",
                "kill | cluster=60 | `clusterTolerationSeconds` is 60, but a task of type[kill] is never taken away",
                "index_kafka,index | onLost=RELAUNCH | `onLost` is Relaunch, but a task of type[index_kafka] cannot run again under its id: who asked for it makes another one. Give Fail or Hold, or leave it out.",
                "single_phase_sub_task | onLost=RELAUNCH | a task of type[single_phase_sub_task] cannot",
                "query_controller | onLost=RELAUNCH | a task of type[query_controller] cannot",
                "query_worker | onLost=RELAUNCH | a task of type[query_worker] cannot",
                "index,index_kafka | purgeMode=GRACEFULLY | `purgeMode` is Gracefully, but no task of type[index] has a supervisor that can hand it over. Give it for types that read a stream only, such as index_kafka.",
                "kill,index,index_kafka | factor=1.5 | `outOfMemory` is memoryFactor 1.5, memoryLimit 8Gi, but a task of type[index_kafka, kill] does not run again under its id. Give it for types that do, such as index_parallel, or leave it out.",
                "single_phase_sub_task | factor=2 | `outOfMemory` is memoryFactor 2, memoryLimit 8Gi, but a task of type[single_phase_sub_task] does not",
                "'' | purgeMode=GRACEFULLY | `purgeMode` is Gracefully, but not every task has a supervisor",
            })
    void whatCannotBeSaidIsToldWithItsRuleAndARemedy(String types, String words, String complaint) {
        String[] named = types.isEmpty() ? new String[0] : types.split(",", -1);
        assertThat(complaints(rule("mine", words, named)))
                .singleElement()
                .asString()
                .startsWith("Rule[mine]: ")
                .contains(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | onLost=RELAUNCH",
                "'' | onLost=HOLD purgeMode=NEVER",
                "'' | cluster=15 onLost=FAIL purgeMode=DIRECTLY",
                "'' | grace=60",
                "'' | maxPerHour=1",
                "kill | onLost=HOLD",
                "'' | factor=2",
                "index_parallel,compact | factor=10 onLost=HOLD",
                "kill | task=60",
                "index_kafka,index_kinesis | purgeMode=GRACEFULLY grace=60 onLost=FAIL",
                "index_kafka | onLost=HOLD",
                "index_parallel,compact | onLost=RELAUNCH purgeMode=FENCED cluster=60",
            })
    void whatCanBeSaidIsNot(String types, String words) {
        String[] named = types.isEmpty() ? new String[0] : types.split(",", -1);
        assertThat(complaints(rule("mine", words, named))).isEmpty();
    }

    @Test
    void allIsToldAtOnceAndTwoOfOneNameOnce() {
        assertThat(complaints(
                        rule("a", "cluster=1 onLost=HOLD"), rule("b", ""), rule("a", "task=9"), rule("a", "task=9")))
                .hasSize(4)
                .contains("Two rules are called [a]. Give each a name of its own.")
                .anyMatch(complaint -> complaint.startsWith("Rule[b]: It says nothing."));
    }

    @Test
    void rulesAndComplaintsAreBounded() {
        assertThat(complaints(Collections.nCopies(501, rule("a", "task=9")).toArray(FailoverRules.Rule[]::new)))
                .containsExactly("There are 501 rules. Give at most 500.");
        assertThat(complaints(Collections.nCopies(300, rule("a", "")).toArray(FailoverRules.Rule[]::new)))
                .hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill", "index_kafka", "query_controller", "partial_index_merge"})
    void aTaskIsLookedAtByItsOwnType(String type) {
        FailoverPolicy own = saying("onLost=RELAUNCH");
        assertThat(FailoverCheck.complaints(own, new TaskTraits(type, "d", "g", 0), LOST_AFTER))
                .singleElement()
                .asString()
                .startsWith("`onLost` is Relaunch, but a task of type[" + type + "] ");
        assertThat(FailoverCheck.complaints(own, new TaskTraits("index", "d", "g", 0), LOST_AFTER))
                .isEmpty();
    }

    @Test
    void whatASubTaskHasFromItsParentIsNotHeldAgainstIt() {
        AttemptId parent = new AttemptId(new TaskId("parent"), 1);
        TaskTraits part = new TaskTraits("single_phase_sub_task", "d", "g", 0, parent, false);
        assertThat(FailoverCheck.complaints(saying("onLost=RELAUNCH cluster=1"), part, LOST_AFTER))
                .isEmpty();
    }

    private static List<String> ofState(StatePreservation.Rule... rules) {
        FailoverPolicy says = FailoverPolicy.USUAL.preserving(new StatePreservation(List.of(rules)));
        return complaints(new FailoverRules.Rule("r", TaskMatch.ALL, says));
    }

    private static StatePreservation.Rule reading(String name) {
        return new StatePreservation.Rule(name, StatePreservation.Source.JOB, "$.a");
    }

    @Test
    void whatIsPreservedHasNamesOfItsOwn() {
        assertThat(ofState(reading("lastOffsets"), reading("a"), reading("a.b-c_d9")))
                .isEmpty();
        assertThat(ofState(reading("a".repeat(53)))).isEmpty();
        assertThat(ofState(reading("a".repeat(54)), reading("-a"), reading("ä")))
                .hasSize(3)
                .allMatch(complaint -> complaint.contains("1 to 53 letters"));
        assertThat(ofState(reading("lastNode"), reading("Attempt"), reading("warning.a")))
                .hasSize(3)
                .allMatch(complaint -> complaint.contains("Henge gives itself"));
        assertThat(ofState(reading("a.b"), reading("A-B")))
                .singleElement()
                .asString()
                .contains("HENGE_FAILOVER_A_B");
    }

    @Test
    void whatIsPreservedHasABound() {
        assertThat(ofState()).singleElement().asString().contains("0 rules", "1 to 20");
        StatePreservation.Rule[] many = new StatePreservation.Rule[21];
        Arrays.setAll(many, i -> reading("n" + i));
        assertThat(ofState(many)).singleElement().asString().contains("21 rules");
        assertThat(ofState(new StatePreservation.Rule("a", StatePreservation.Source.POD, "x".repeat(501))))
                .singleElement()
                .asString()
                .contains("501 characters");
    }
}
