package io.henge.core.attempt;

/** Druid's name for one unit of work: 1 to 255 characters, the width of Druid's own column, none of them a control character. */
public record TaskId(String value) implements Comparable<TaskId> {
    private static final int LENGTH_MAX = 255;

    public TaskId {
        if (value.isEmpty() || value.length() > LENGTH_MAX || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "A task id has 1 to 255 characters, none of them a control character, but got [" + value + "]");
        }
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
