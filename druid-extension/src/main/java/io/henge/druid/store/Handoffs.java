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
     * The tasks that read the same part of a stream. Druid's newer versions may have several supervisors for one data
     * source, each with a name of its own.
     *
     * @param number among the groups of the supervisor that runs them
     */
    public record Group(String dataSource, int number) {
        /** That of a task, if it reads a stream. */
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
                .map(group -> handOver(supervisors.get(), group, task.value()))
                .orElse(false));
    }

    private static boolean handOver(SupervisorManager manager, Group group, String task) {
        return manager.getSupervisorIds().stream()
                .filter(supervisor -> feeds(manager, supervisor, group.dataSource()))
                .filter(supervisor -> reads(manager, supervisor, task))
                .anyMatch(supervisor -> manager.handoffTaskGroupsEarly(supervisor, List.of(group.number())));
    }

    /** What the task's supervisor reports, if one counts it among those that read. May take as long as Druid does. */
    public Optional<Object> statusOf(TaskId task) {
        SupervisorManager manager = supervisors.get();
        return groups.apply(task)
                .flatMap(group -> manager.getSupervisorIds().stream()
                        .filter(supervisor -> feeds(manager, supervisor, group.dataSource()))
                        .filter(supervisor -> reads(manager, supervisor, task.value()))
                        .findFirst()
                        .flatMap(supervisor -> Optional.<Object>ofNullable(
                                manager.getSupervisorStatus(supervisor).orNull())));
    }

    private static boolean feeds(SupervisorManager manager, String supervisor, String dataSource) {
        var spec = manager.getSupervisorSpec(supervisor);
        return spec.isPresent() && spec.get().getDataSources().contains(dataSource);
    }

    private static boolean reads(SupervisorManager manager, String supervisor, String task) {
        var report = manager.getSupervisorStatus(supervisor);
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
