package io.henge.core.failover;

import io.henge.core.attempt.TaskTraits;
import java.util.List;
import java.util.Set;

/** What becomes of a task whose attempt is taken from its cluster. */
public enum Disposition {
    /** It is run again under the same id, as the next attempt. */
    RELAUNCH,
    /** It fails, and whoever asked for it makes another one: a supervisor, a parent, a person. */
    FAIL,
    /** It stays: what it does outside of Druid's locks cannot be taken back, so that only its own end tells. */
    HOLD;

    private static final Set<String> HELD = Set.of("kill", "move", "archive", "restore");

    private static final List<String> STREAMING =
            List.of("index_kafka", "index_kinesis", "index_rabbit", "index_realtime");

    private static final Set<String> SUB_TASKS = Set.of(
            "single_phase_sub_task",
            "partial_dimension_cardinality",
            "partial_dimension_distribution",
            "partial_index_generate",
            "partial_range_index_generate",
            "partial_index_merge",
            "partial_index_generic_merge",
            "query_worker");

    /** Its workers' ids are made from its own, and Druid takes no task id twice. */
    private static final String CONTROLLER = "query_controller";

    /** Of these, a publish that is there means that all their work is done. */
    private static final Set<String> PUBLISH_ONCE = Set.of("index", "index_parallel", "index_hadoop");

    /** By the task's type, as Druid writes it in JSON; a type that is not known is taken for a batch task. */
    public static Disposition of(TaskTraits task) {
        if (HELD.contains(task.type())) {
            return HOLD;
        }
        boolean failed = isSubTask(task) || task.type().equals(CONTROLLER) || isStreaming(task);
        return failed ? FAIL : RELAUNCH;
    }

    /** Whether the task reads a stream for a supervisor. */
    public static boolean isStreaming(TaskTraits task) {
        return STREAMING.stream().anyMatch(task.type()::startsWith);
    }

    /** Whether the task does a part of another task's work. */
    public static boolean isSubTask(TaskTraits task) {
        return task.parent() != null || SUB_TASKS.contains(task.type());
    }

    /** Whether the task has done all its work once something of it is published. */
    public static boolean publishesOnce(TaskTraits task) {
        return PUBLISH_ONCE.contains(task.type());
    }
}
