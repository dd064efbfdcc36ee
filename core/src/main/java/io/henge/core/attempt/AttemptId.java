package io.henge.core.attempt;

/** One try at running a task; tries are numbered from 1. */
public record AttemptId(TaskId task, int number) implements Comparable<AttemptId> {
    public AttemptId {
        if (number < 1) {
            throw new IllegalArgumentException("Attempts are numbered from 1, but got [" + number + "] of " + task);
        }
    }

    /** The first try at a task. */
    public static AttemptId first(TaskId task) {
        return new AttemptId(task, 1);
    }

    /** The next try at the same task. */
    public AttemptId following() {
        return new AttemptId(task, number + 1);
    }

    @Override
    public int compareTo(AttemptId other) {
        int byTask = task.compareTo(other.task);
        return byTask == 0 ? Integer.compare(number, other.number) : byTask;
    }

    @Override
    public String toString() {
        return task + "#" + number;
    }
}
