package io.henge.druid.store;

import io.henge.core.attempt.TaskId;
import io.henge.core.port.Supervisors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.overlord.supervisor.SupervisorManager;
import org.apache.druid.indexing.seekablestream.SeekableStreamIndexTask;
import org.apache.druid.indexing.seekablestream.supervisor.SeekableStreamSupervisorReportPayload;

/**
 * Asks the supervisors of this Overlord for early handoffs, on a thread of its own. A task whose supervisor does not count
 * it among those that read is not handed over: its group may by now be that of the tasks after it.
 */
public final class Handoffs implements Supervisors, AutoCloseable {
    /** More than are asked about in the time that one answer may take. */
    private static final int QUEUE_MAX = 1_000;

    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private final Supplier<SupervisorManager> supervisors;
    private final Function<TaskId, Optional<Group>> groups;
    private final BoundedAsker asker = new BoundedAsker("henge-handoff-%d", 1, QUEUE_MAX, ANSWER_MAX);

    /**
     * The tasks that read the same part of a stream.
     *
     * @param supervisor that runs them
     * @param number among the groups of that supervisor
     */
    public record Group(String supervisor, int number) {
        /** That of a task, if it reads a stream; a supervisor has the name of its data source. */
        public static Optional<Group> of(Task task) {
            return task instanceof SeekableStreamIndexTask<?, ?, ?> reading
                    ? Optional.ofNullable(reading.getIOConfig().getTaskGroupId())
                            .map(number -> new Group(reading.getDataSource(), number))
                    : Optional.empty();
        }
    }

    /** @param groups of the tasks that are known here */
    public Handoffs(Supplier<SupervisorManager> supervisors, Function<TaskId, Optional<Group>> groups) {
        this.supervisors = supervisors;
        this.groups = groups;
    }

    @Override
    public CompletionStage<Boolean> handOver(TaskId task) {
        return asker.ask(() -> groups.apply(task)
                .filter(group -> reads(group.supervisor(), task.value()))
                .filter(group -> supervisors.get().handoffTaskGroupsEarly(group.supervisor(), List.of(group.number())))
                .isPresent());
    }

    private boolean reads(String supervisor, String task) {
        var report = supervisors.get().getSupervisorStatus(supervisor);
        return report.isPresent()
                && report.get().getPayload() instanceof SeekableStreamSupervisorReportPayload<?, ?> payload
                && payload.getActiveTasks().stream()
                        .anyMatch(reading -> reading.getId().equals(task));
    }

    @Override
    public void close() {
        asker.close();
    }
}
