package io.henge.druid.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Optional;
import io.henge.core.attempt.TaskId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.indexing.overlord.supervisor.NoopSupervisorSpec;
import org.apache.druid.indexing.overlord.supervisor.SupervisorManager;
import org.apache.druid.indexing.overlord.supervisor.SupervisorReport;
import org.apache.druid.indexing.overlord.supervisor.SupervisorSpec;
import org.apache.druid.indexing.seekablestream.supervisor.SeekableStreamSupervisorReportPayload;
import org.apache.druid.indexing.seekablestream.supervisor.TaskReportData;
import org.apache.druid.java.util.common.DateTimes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HandoffsTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /**
     * Two supervisors feed data source {@code flights}: {@code landings} counts {@code reading} among its tasks that read, and
     * {@code publishing} among the others.
     */
    private final Handoffs handoffs = new Handoffs(Flights::new, task -> switch (task.value()) {
        case "reading", "publishing" -> java.util.Optional.of(new Handoffs.Group("flights", 3));
        case "of another" -> java.util.Optional.of(new Handoffs.Group("trains", 0));
        default -> java.util.Optional.empty();
    });

    private final class Flights extends SupervisorManager {
        Flights() {
            super(null, null);
        }

        @Override
        public Set<String> getSupervisorIds() {
            return new LinkedHashSet<>(List.of("trains", "starts", "landings"));
        }

        @Override
        public Optional<SupervisorSpec> getSupervisorSpec(String id) {
            return Optional.of(new NoopSupervisorSpec(id, List.of(id.equals("trains") ? "trains" : "flights")));
        }

        @Override
        public boolean handoffTaskGroupsEarly(String id, List<Integer> groups) {
            asked.add(id + groups);
            return true;
        }

        @Override
        @SuppressWarnings("rawtypes") // As Druid has it.
        public Optional<SupervisorReport> getSupervisorStatus(String id) {
            return id.equals("landings")
                    ? Optional.of(new SupervisorReport<>(id, DateTimes.EPOCH, new Reported()))
                    : Optional.absent();
        }
    }

    private static final class Reported extends SeekableStreamSupervisorReportPayload<String, String> {
        Reported() {
            super("flights", "topic", 1, 1, 1, null, null, null, null, null, null, true, false, null, null, List.of());
            addTask(task("reading", TaskReportData.TaskType.ACTIVE));
            addTask(task("publishing", TaskReportData.TaskType.PUBLISHING));
        }

        private static TaskReportData<String, String> task(String id, TaskReportData.TaskType type) {
            return new TaskReportData<>(id, null, null, DateTimes.EPOCH, 0L, type, null, null);
        }
    }

    @AfterEach
    void stop() {
        handoffs.close();
    }

    private boolean handOver(String task) throws Exception {
        return handoffs.handOver(new TaskId(task)).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void theGroupOfATaskThatReadsIsHandedOver() throws Exception {
        assertThat(handOver("reading")).isTrue();
        assertThat(asked).containsExactly("landings[3]");
    }

    /** Its group may by now be that of the tasks after it. */
    @ParameterizedTest
    @ValueSource(strings = {"publishing", "of another", "unknown"})
    void nobodyElseIs(String task) throws Exception {
        assertThat(handOver(task)).isFalse();
        assertThat(asked).isEmpty();
    }

    @Test
    void aTaskThatReadsNoStreamHasNoGroup() {
        assertThat(Handoffs.Group.of(NoopTask.create())).isEmpty();
    }
}
