package io.henge.druid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import org.apache.druid.indexer.TaskState;
import org.apache.druid.indexer.TaskStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusesTest {
    private static final String ID = "index_flights";

    @Test
    void aSuccessKeepsItsDuration() {
        Outcome outcome = Statuses.outcomeOf(TaskStatus.success(ID).withDuration(1234));
        assertThat(outcome).isEqualTo(Outcome.success(1234));
    }

    @Test
    void aFailureKeepsItsReasonAndItsDuration() {
        Outcome outcome = Statuses.outcomeOf(
                TaskStatus.failure(ID, "No such column[origin]").withDuration(9));
        assertThat(outcome).isEqualTo(new Outcome(false, "No such column[origin]", 9));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  \n"})
    void aFailureWithoutAReasonSaysThatThereIsNone(@Nullable String message) {
        Outcome outcome = Statuses.outcomeOf(new TaskStatus(ID, TaskState.FAILED, 5, message, null));
        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.message()).contains("gave no reason");
    }

    @Test
    void aSuccessNeedsNoMessage() {
        assertThat(Statuses.outcomeOf(TaskStatus.success(ID)).message()).isNull();
    }

    @Test
    void aSenselessDurationCountsAsUnknown() {
        Outcome outcome = Statuses.outcomeOf(TaskStatus.success(ID).withDuration(-17));
        assertThat(outcome.durationMillis()).isEqualTo(Outcome.DURATION_UNKNOWN);
    }

    @Test
    void theStatusOfARunningTaskIsRefused() {
        assertThatThrownBy(() -> Statuses.outcomeOf(TaskStatus.running(ID)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(ID)
                .hasMessageContaining("not complete");
    }

    @Test
    void aSuccessfulOutcomeBecomesASuccessOfTheSameTask() {
        TaskStatus status = Statuses.statusOf(new TaskId(ID), Outcome.success(77));
        assertThat(status).isEqualTo(TaskStatus.success(ID).withDuration(77));
    }

    @Test
    void aFailedOutcomeBecomesAFailureWithTheSameReason() {
        TaskStatus status = Statuses.statusOf(new TaskId(ID), Outcome.failure("The node is gone"));
        assertThat(status.isFailure()).isTrue();
        assertThat(status.getErrorMsg()).isEqualTo("The node is gone");
        assertThat(status.getDuration()).isEqualTo(-1);
    }

    @Test
    void aStatusSurvivesTheWayThereAndBack() {
        for (TaskStatus status : new TaskStatus[] {
            TaskStatus.success(ID).withDuration(3),
            TaskStatus.failure(ID, "Out of disk").withDuration(4),
        }) {
            assertThat(Statuses.statusOf(new TaskId(ID), Statuses.outcomeOf(status)))
                    .isEqualTo(status);
        }
    }
}
