package io.henge.core.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.ledger.Publish;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublishFateTest {
    private static final AttemptId ATTEMPT = AttemptId.first(new TaskId("task"));
    private static final Publish NOTED = new Publish(ATTEMPT, 1, 7, "flights", List.of("a", "b"), false);

    private static PublishFate fate(long epoch, Set<String> stored, Publish... publishes) {
        return PublishFate.of(List.of(publishes), epoch, publish -> stored);
    }

    @Test
    void withoutAPublishThereIsNothing() {
        assertThat(fate(7, Set.of())).isEqualTo(PublishFate.NOTHING);
    }

    @Test
    void whatIsThereWasCommitted() {
        assertThat(fate(7, Set.of("a", "b", "c"), NOTED)).isEqualTo(PublishFate.COMMITTED);
        assertThat(fate(7, Set.of(), NOTED.succeeded())).isEqualTo(PublishFate.COMMITTED);
    }

    @Test
    void whatThisTermLetThroughAndIsNotThereNeverComes() {
        assertThat(fate(7, Set.of("a"), NOTED)).isEqualTo(PublishFate.NOTHING);
    }

    @Test
    void whatAFormerTermLetThroughMayStillCome() {
        assertThat(fate(8, Set.of(), NOTED)).isEqualTo(PublishFate.UNKNOWN);
    }

    @Test
    void dispositionsGoByTheTasksType() {
        assertThat(of("index_parallel")).isEqualTo(Disposition.RELAUNCH);
        assertThat(of("compact")).isEqualTo(Disposition.RELAUNCH);
        assertThat(of("index_kafka")).isEqualTo(Disposition.FAIL);
        assertThat(of("single_phase_sub_task")).isEqualTo(Disposition.FAIL);
        assertThat(of("query_controller")).isEqualTo(Disposition.FAIL);
        assertThat(of("kill")).isEqualTo(Disposition.HOLD);
    }

    private static Disposition of(String type) {
        return Disposition.of(new TaskTraits(type, "flights", "group", 50));
    }
}
