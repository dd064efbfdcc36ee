package io.henge.core.attempt;

import java.util.Optional;

/**
 * Druid's name for one unit of work: 1 to 255 characters, the width of Druid's own column, none of them a control
 * character or half of a surrogate pair, which no database takes.
 */
public record TaskId(String value) implements Comparable<TaskId> {
    private static final int LENGTH_MAX = 255;

    public TaskId {
        if (!hasLength(value)) {
            throw new IllegalArgumentException("Task ids have 1 to 255 characters, but this one has [" + value.length()
                    + "] characters: [" + Escaped.of(value) + "]");
        }
        if (!isStorable(value)) {
            throw new IllegalArgumentException("Task id[" + Escaped.of(value)
                    + "] has a character that no store holds: a control character, or half of a surrogate pair");
        }
    }

    /** Empty for what can be no task's id. */
    public static Optional<TaskId> of(String value) {
        return isValid(value) ? Optional.of(new TaskId(value)) : Optional.empty();
    }

    private static boolean isValid(String value) {
        return hasLength(value) && isStorable(value);
    }

    private static boolean hasLength(String value) {
        return !value.isEmpty() && value.length() <= LENGTH_MAX;
    }

    private static boolean isStorable(String value) {
        return value.codePoints().noneMatch(point -> Character.isISOControl(point) || Escaped.isHalf(point));
    }

    @Override
    public int compareTo(TaskId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
