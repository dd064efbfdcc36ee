package io.henge.druid.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.fence.Claim;
import java.util.List;
import java.util.Optional;
import org.apache.druid.indexing.common.LockGranularity;
import org.apache.druid.indexing.common.TaskLockType;
import org.apache.druid.indexing.common.actions.LockListAction;
import org.apache.druid.indexing.common.actions.SegmentAllocateAction;
import org.apache.druid.indexing.common.actions.SurrogateAction;
import org.apache.druid.indexing.common.actions.TaskAction;
import org.apache.druid.java.util.common.DateTimes;
import org.apache.druid.java.util.common.granularity.Granularities;
import org.apache.druid.timeline.partition.NumberedPartialShardSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Under which name an attempt allocates segments. */
@Timeout(60)
class OwnSequencesTest {
    private static final String ROOT = "henge-attempts/j-task-2";
    private static final Attempt LATER = PresentTerm.attempt("task", "index_parallel", ROOT);
    private final RecordedActions druid = new RecordedActions();
    private final PresentTerm term = new PresentTerm();

    @AfterEach
    void endTerm() {
        term.close();
    }

    private static SegmentAllocateAction allocation(String sequence) {
        return new SegmentAllocateAction(
                "flights",
                DateTimes.of("2026-01-01T05"),
                Granularities.HOUR,
                Granularities.DAY,
                sequence,
                "the-one-before",
                true,
                NumberedPartialShardSpec.instance(),
                LockGranularity.TIME_CHUNK,
                TaskLockType.APPEND);
    }

    private TaskAction<?> passedOn(Attempt attempt, TaskAction<?> action) throws Exception {
        term.place(attempt);
        new FencedActionClient(
                        druid,
                        attempt.task(),
                        Optional.of(new Claim(attempt.id(), attempt.token())),
                        term.gate().orElseThrow())
                .submit(action);
        List<TaskAction<?>> all = druid.carriedOut();
        return all.get(all.size() - 1);
    }

    @Test
    void aFirstAttemptsNameIsDruids() throws Exception {
        SegmentAllocateAction asked = allocation("task");
        assertThat(passedOn(PresentTerm.attempt("task", "index_parallel"), asked))
                .isSameAs(asked);
    }

    @Test
    void aLaterAttemptHasANameOfItsOwnAndAllElseIsAsItAsked() throws Exception {
        SegmentAllocateAction asked = allocation("task");
        assertThat(passedOn(LATER, asked))
                .usingRecursiveComparison()
                .isEqualTo(allocation("task/" + LATER.address().job().value()));
        assertThat(((SegmentAllocateAction) passedOn(LATER, asked)).getSequenceName())
                .as("the same each time that it asks")
                .isEqualTo("task/" + LATER.address().job().value());
    }

    @Test
    void soHasAPartOfItsWorkWhichAllocatesInItsParentsPlace() throws Exception {
        TaskAction<?> passed = passedOn(
                PresentTerm.attempt("part", "single_phase_sub_task", ROOT + "/j-part-1"),
                new SurrogateAction<>("task", allocation("task_0")));
        SurrogateAction<?, ?> surrogate = (SurrogateAction<?, ?>) passed;
        assertThat(surrogate.getSurrogateId()).isEqualTo("task");
        assertThat(((SegmentAllocateAction) surrogate.getTaskAction()).getSequenceName())
                .startsWith("task_0/");
    }

    @Test
    void whatElseIsDoneInAParentsPlaceIsLeftAsItIs() throws Exception {
        TaskAction<?> asked = new SurrogateAction<>("task", new LockListAction());
        assertThat(passedOn(LATER, asked)).isSameAs(asked);
    }

    @Test
    void streamingTasksShareTheirNames() throws Exception {
        SegmentAllocateAction asked = allocation("index_kafka_flights_0");
        assertThat(passedOn(PresentTerm.attempt("task", "index_kafka", ROOT), asked))
                .isSameAs(asked);
    }

    @Test
    void aNameThatIsTooLongForTheStoreIsCutShortAndStaysItsOwn() throws Exception {
        String one = ((SegmentAllocateAction) passedOn(LATER, allocation("a".repeat(255)))).getSequenceName();
        String other = ((SegmentAllocateAction) passedOn(LATER, allocation("a".repeat(254) + "b"))).getSequenceName();
        assertThat(one)
                .hasSizeLessThan(255)
                .endsWith("/" + LATER.address().job().value())
                .isNotEqualTo(other);
    }
}
