package io.henge.druid.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskMatch;
import io.henge.core.failover.Disposition;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.placement.ClusterMatch;
import io.henge.core.placement.Rule;
import io.henge.core.placement.Rules;
import io.henge.core.placement.Subject;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.common.task.TaskResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules read of a task, whatever people put into it. */
class SubjectsTest {
    private static final Map<String, Object> PARENT = Map.of("task", "parent", "attempt", 1, "token", "t");

    private static Task task(Map<String, Object> context) {
        return new NoopTask("task", "group", "flights", 1, 0, context);
    }

    private static Task replica(String group) {
        return new NoopTask("task", "group", "flights", 1, 0, Map.of()) {
            @Override
            public TaskResource getTaskResource() {
                return new TaskResource(group, 1);
            }
        };
    }

    private static Subject subject(Map<String, Object> context) {
        return Subjects.of(task(context), Rules.NONE);
    }

    private static Map<String, Object> own(@Nullable Object placement) {
        return own("placement", placement);
    }

    private static Map<String, Object> own(String key, @Nullable Object given) {
        Map<String, Object> henge = new HashMap<>();
        henge.put(key, given);
        return Map.of("henge", henge);
    }

    @Test
    void singleValuesAreReadAndAllElseSaysNothing() {
        Subject subject = subject(Map.of(
                "tags",
                Map.of("team", "ads", "list", Arrays.asList(1, null)),
                "queue",
                "large",
                "count",
                7,
                "fast",
                true,
                "map",
                Map.of(),
                "long",
                "x".repeat(10_000)));
        assertThat(subject.tags()).isEqualTo(Map.of("team", "ads"));
        assertThat(subject.context()).isEqualTo(Map.of("queue", "large", "count", "7", "fast", "true"));
        assertThat(subject(Map.of("tags", "none")).tags()).isEmpty();
    }

    @Test
    void theTagOfDruidsOwnRunnerNamesAClusterUnlessItIsInherited() {
        Map<String, Object> tags = Map.of("k8s_cluster", "west");
        assertThat(subject(Map.of("tags", tags)).named()).isEqualTo(new ClusterName("west"));
        assertThat(subject(Map.of("tags", tags, "henge", PARENT)).named()).isNull();
        assertThat(subject(Map.of("tags", Map.of("k8s_cluster", " "))).named()).isNull();
    }

    @Test
    void onlyAnAvailabilityGroupOfOthersMakesAReplica() {
        assertThat(Subjects.of(replica("task"), Rules.NONE).replicaOf()).isNull();
        assertThat(Subjects.of(replica("index_kafka_0"), Rules.NONE).replicaOf())
                .isEqualTo("index_kafka_0");
    }

    @Test
    void aTaskBringsRulesAlong() {
        ClusterMatch inA = new ClusterMatch(new TreeSet<>(), new TreeMap<>(Map.of("zone", Set.of("a"))));
        assertThat(subject(own(Map.of("require", Map.of("labels", Map.of("zone", new String[] {"a"})))))
                        .own())
                .containsExactly(
                        new Rule("context.henge.placement", TaskMatch.ALL, new Rule.Require(inA), Rule.Source.TASK));
        assertThat(subject(own(null)).own()).isEmpty();
    }

    @Test
    void aKeyThatIsNotKnownIsRefusedUnlessHengeItselfHandedItDown() {
        assertThatThrownBy(() -> subject(Map.of("henge", Map.of("failver", Map.of("onLost", "Hold")))))
                .hasMessage(
                        "`context.henge` of task[task] has the key `failver`, which is not known. Give an object with"
                                + " `placement` or `failover`, or leave it out, and submit the task again.");
        assertThatThrownBy(() -> subject(Map.of("henge", Map.of("\u0000\ud800" + "x".repeat(1_000), 1))))
                .hasMessageContaining("the key `??" + "x".repeat(62) + "?`");
        assertThatThrownBy(() -> subject(Map.of("henge", "act")))
                .hasMessageStartingWith("`context.henge` of task[task] is no object. Give ");
        assertThat(subject(Map.of("henge", Map.of("token", "t", "newer", 1))).own())
                .isEmpty();
    }

    @Test
    void whetherATaskMayTolerateIsTheOperatorsToSay() {
        Task tolerant = task(own(Map.of("tolerate", Map.of("key", "batch"))));
        assertThat(Subjects.of(tolerant, new Rules(List.of(), true)).own())
                .containsExactly(new Rule(
                        "context.henge.placement", TaskMatch.ALL, new Rule.Tolerate("batch", null), Rule.Source.TASK));
        assertThatThrownBy(() -> Subjects.of(tolerant, Rules.NONE))
                .hasMessage("`context.henge.placement` of task[task] is wrong: `tolerate` is not allowed to tasks here."
                        + " Leave it out, or ask the operator to set"
                        + " druid.indexer.runner.placement.tasksMayTolerate. Mend it and submit the task again.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "word | It is `word`, a text. Send an object with require, exclude or prefer",
                "7 | It is `7`",
            })
    void whatIsNoObjectIsRefused(String given, String message) {
        Object placement = given.equals("7") ? Integer.valueOf(7) : given;
        assertThatThrownBy(() -> subject(own(placement)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aWordThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> subject(own(Map.of("required", Map.of()))))
                .hasMessageContaining(
                        "`required` is not known. Give one of require, exclude, prefer, tolerate, together");
    }

    @Test
    void aTaskSaysHowItIsFailedOver() {
        FailoverPolicy said = subject(own("failover", Map.of("onLost", "Fail", "clusterTolerationSeconds", 60)))
                .failover();
        assertThat(said)
                .isEqualTo(new FailoverPolicy(
                        Disposition.FAIL,
                        null,
                        new FailoverPolicy.Patience(Duration.ofMinutes(1), null, null, null),
                        null,
                        List.of("context.henge.failover")));
        assertThat(subject(own("failover", null)).failover()).isEqualTo(FailoverPolicy.USUAL);
        assertThat(subject(Map.of()).failover()).isEqualTo(FailoverPolicy.USUAL);
    }

    @Test
    void whatATaskSaysWronglyOfItsFailoverIsRefusedWithAllThatIsWrong() {
        assertThatThrownBy(() -> subject(own(
                        "failover", Map.of("onLost", "Hold", "purgeMode", "Fenced", "clusterTolerationSeconds", 14))))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("`context.henge.failover` of task[task] is wrong: `clusterTolerationSeconds` is 14, but no"
                        + " shorter silence than health.lostAfter, which is PT15S, tells that a cluster is lost. Give at"
                        + " least 15, or lower health.lostAfter. `purgeMode` is Fenced, but onLost Hold leaves the task"
                        + " where it is. Give Never, or leave it out. `clusterTolerationSeconds` is 14, but onLost Hold"
                        + " leaves the task where it is. Leave it out. Mend it and submit the task again.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "onLost | hold | `onLost` is `hold`. Give one of Relaunch, Fail, Hold. Mend it",
                "purgeMode | Gracefully | `purgeMode` is Gracefully, but no task of type[noop] has a supervisor",
                "name | mine | `name` is not known. Give one of onLost, purgeMode, clusterTolerationSeconds,",
            })
    void aWordOfFailoverThatDoesNotFitIsRefused(String key, String value, String message) {
        assertThatThrownBy(() -> subject(own("failover", Map.of(key, value))))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aSubTaskHasWhatItsParentSays() {
        Map<String, Object> henge = new HashMap<>(PARENT);
        henge.put("failover", Map.of("clusterTolerationSeconds", 10, "onLost", "Relaunch"));
        assertThat(subject(Map.of("henge", henge)).failover().onLost()).isEqualTo(Disposition.RELAUNCH);
    }
}
