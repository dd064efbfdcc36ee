package io.henge.druid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.druid.data.input.impl.CsvInputFormat;
import org.apache.druid.data.input.impl.DimensionsSpec;
import org.apache.druid.data.input.impl.InlineInputSource;
import org.apache.druid.data.input.impl.TimestampSpec;
import org.apache.druid.indexer.granularity.UniformGranularitySpec;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.indexing.common.task.batch.parallel.ParallelIndexIOConfig;
import org.apache.druid.indexing.common.task.batch.parallel.ParallelIndexIngestionSpec;
import org.apache.druid.indexing.common.task.batch.parallel.ParallelIndexTuningConfig;
import org.apache.druid.indexing.common.task.batch.parallel.SinglePhaseSubTask;
import org.apache.druid.java.util.common.Intervals;
import org.apache.druid.java.util.common.granularity.Granularities;
import org.apache.druid.segment.indexing.DataSchema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read of Druid's own tasks. */
class TraitsTest {
    private static final Map<String, Object> SECOND_OF_PARENT =
            Map.of("henge", Map.of("task", "parent", "attempt", 2, "token", "token-2"));

    private static NoopTask task(@Nullable Map<String, Object> context) {
        return new NoopTask("task", "group", "flights", 1000, 0, context);
    }

    private static SinglePhaseSubTask subTask(int numAttempts) {
        DataSchema schema = DataSchema.builder()
                .withDataSource("flights")
                .withTimestamp(new TimestampSpec("time", "auto", null))
                .withDimensions(DimensionsSpec.EMPTY)
                .withGranularity(new UniformGranularitySpec(
                        Granularities.DAY, Granularities.NONE, List.of(Intervals.of("2026-01-01/2026-01-02"))))
                .build();
        ParallelIndexIngestionSpec spec = new ParallelIndexIngestionSpec(
                schema,
                new ParallelIndexIOConfig(
                        new InlineInputSource("x"),
                        new CsvInputFormat(List.of("time"), null, null, false, 0, null),
                        false,
                        false),
                ParallelIndexTuningConfig.defaultConfig());
        return new SinglePhaseSubTask(
                "sub", "parent", null, "parent", "spec-1", numAttempts, spec, new HashMap<>(SECOND_OF_PARENT));
    }

    @Test
    void aTaskOfAPersonsHasNoParent() {
        assertThat(Traits.of(task(Map.of("priority", 70))))
                .isEqualTo(new TaskTraits("noop", "flights", "group", 70, null, false));
    }

    private static Stream<Arguments> senselessPriorities() {
        return Stream.of(
                Arguments.of("high", "`high`, a text"),
                Arguments.of("50", "`50`, a text"),
                Arguments.of("", "``, a text"),
                Arguments.of(3_000_000_000L, "`3000000000`"),
                Arguments.of(1e99, "`1.0E99`"),
                Arguments.of(50.0, "`50.0`"),
                Arguments.of(true, "`true`"),
                Arguments.of(List.of(1), "`[1]`"),
                Arguments.of(Map.of("a", 1), "`{a=1}`"));
    }

    @ParameterizedTest
    @MethodSource("senselessPriorities")
    void aPriorityThatIsNoWholeNumberIsRefusedInWordsForWhoeverGaveIt(Object priority, String shown) {
        assertThatThrownBy(() -> Traits.of(task(Map.of("priority", priority))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("`context.priority` of task[task] is " + shown
                        + ". Give a whole number from -2147483648 to 2147483647, such as 50, or leave it out, and submit"
                        + " the task again.");
    }

    @Test
    void aPriorityThatIsNullIsThatOfTheType() {
        Map<String, Object> context = new HashMap<>();
        context.put("priority", null);
        assertThat(Traits.of(task(context)).priority()).isEqualTo(task(Map.of()).getPriority());
    }

    @Test
    void aTaskThatCameBackFromItsOwnPeonHasNoParentEither() {
        TaskTraits own = Traits.of(task(Map.of("henge", Map.of("task", "task", "attempt", 1, "token", "t"))));
        assertThat(own.parent()).isNull();
    }

    @Test
    void aSubTasksParentIsTheAttemptThatItsContextNames() {
        TaskTraits sub = Traits.of(subTask(0));
        assertThat(sub.parent()).isEqualTo(new AttemptId(new TaskId("parent"), 2));
        assertThat(sub.type()).isEqualTo("single_phase_sub_task");
        assertThat(sub.groupId()).isEqualTo("parent");
        assertThat(sub.retried()).isFalse();
    }

    @Test
    void aSubTaskThatDruidTriesAgainIsARetry() {
        assertThat(Traits.of(subTask(1)).retried()).isTrue();
    }

    @Test
    void aClaimThatMakesNoSenseNamesNoParent() {
        assertThat(Traits.of(task(Map.of("henge", Map.of("task", "", "attempt", 0))))
                        .parent())
                .isNull();
    }
}
