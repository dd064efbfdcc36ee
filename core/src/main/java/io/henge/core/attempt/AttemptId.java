package io.henge.core.attempt;

import java.util.Comparator;

/** One try at running a task; tries are numbered from 1. */
public record AttemptId(TaskId task, int number) implements Comparable<AttemptId> {
    private static final Comparator<AttemptId> ORDER =
            Comparator.comparing(AttemptId::task).thenComparingInt(AttemptId::number);

    public AttemptId {
        if (number < 1) {
            throw new IllegalArgumentException("Attempts are numbered from 1, but got [" + number + "] of " + task);
        }
    }

    /** The first try at a task. */
    public static AttemptId first(TaskId task) {
        return new AttemptId(task, 1);
    }

    @Override
    public int compareTo(AttemptId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return task + "#" + number;
    }
}
