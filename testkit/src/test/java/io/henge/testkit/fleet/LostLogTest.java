package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.TaskId;
import io.henge.testkit.cluster.JobScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be read afterwards of the log of an attempt whose cluster was lost. */
class LostLogTest extends LossOfEast {
    /** By then each has been looked at once. */
    private static final int LOOKED_AT = 90;

    private TaskId lostAfter(String type, int seconds) {
        run(2, type);
        fleet.step(seconds);
        TaskId task = onEast().get(0).task();
        lose(LOST_SECONDS);
        return task;
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "index_kafka"})
    void whatWasSeenOfItLastIsInDeepStorage(String type) {
        TaskId task = lostAfter(type, LOOKED_AT);
        assertThat(fleet.log(task).orElseThrow())
                .startsWith("--- Attempt 1 of task[" + task + "] was taken from cluster[east]: cluster[east] is lost")
                .endsWith("The end of its log, as it was last seen ---\n" + JobScript.GREETING + "\n");
    }

    @Test
    void whereNothingWasSeenThatIsSaid() {
        TaskId task = lostAfter("index", 5);
        assertThat(fleet.log(task).orElseThrow()).endsWith("Nothing was seen of its log ---\n");
    }

    @Test
    void ofTasksThatEndSoonNoLogIsLookedAt() {
        run(2, "index");
        fleet.step(30);
        assertThat(fleet.cluster("east").requests("LOG")).isZero();
    }
}
