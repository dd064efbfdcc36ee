package io.henge.core.loop;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.failover.Disposition;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which attempts are a task's sub-tasks, by the parent that they name or, where they name none, by their group. Only the
 * loop's thread may use it.
 */
final class Families {
    private final Map<TaskId, Set<AttemptId>> byParent = new HashMap<>();
    private final Map<String, Set<AttemptId>> byGroup = new HashMap<>();

    /** Takes note of an attempt, if it is a sub-task's. */
    void add(AttemptId id, TaskTraits traits) {
        if (!Disposition.isSubTask(traits)) {
            return;
        }
        if (traits.parent() != null) {
            byParent.computeIfAbsent(traits.parent().task(), parent -> new TreeSet<>())
                    .add(id);
        } else {
            byGroup.computeIfAbsent(traits.groupId(), group -> new TreeSet<>()).add(id);
        }
    }

    void remove(AttemptId id, TaskTraits traits) {
        if (traits.parent() != null) {
            remove(byParent, traits.parent().task(), id);
        } else {
            remove(byGroup, traits.groupId(), id);
        }
    }

    /** The sub-tasks' attempts, in their order; a sub-task has none but those that name it. */
    Set<AttemptId> of(TaskId task, TaskTraits traits) {
        TreeSet<AttemptId> members = new TreeSet<>(byParent.getOrDefault(task, Set.of()));
        if (!Disposition.isSubTask(traits)) {
            members.addAll(byGroup.getOrDefault(traits.groupId(), Set.of()));
        }
        return members;
    }

    private static <K> void remove(Map<K, Set<AttemptId>> index, K key, AttemptId id) {
        index.computeIfPresent(key, (known, members) -> members.remove(id) && members.isEmpty() ? null : members);
    }
}
