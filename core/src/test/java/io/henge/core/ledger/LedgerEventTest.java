package io.henge.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.LedgerEvent.About;
import io.henge.core.ledger.LedgerEvent.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LedgerEventTest {
    private static final TaskId TASK = new TaskId("t");
    private static final ClusterName EAST = new ClusterName("east");

    private static String line(Kind kind, About about, String why) {
        return new LedgerEvent(kind, Instant.EPOCH, "anna", about, why).line();
    }

    @Test
    void itsLineNamesTheAttempt() {
        assertThat(line(Kind.TAKEN_BACK, About.attempt(new AttemptId(TASK, 2), EAST), "never\nmade"))
                .isEqualTo("Taken back attempt[t#2], cluster[east], by anna: never made");
        assertThat(line(Kind.REFUSED, About.task(TASK), "")).isEqualTo("Refused task[t], by anna");
        assertThat(line(Kind.CORDONED, About.cluster(EAST), "disks"))
                .isEqualTo("Cordoned cluster[east], by anna: disks");
        assertThat(line(Kind.PAUSED, new About(null, null, null), "x")).isEqualTo("Paused, by anna: x");
    }
}
