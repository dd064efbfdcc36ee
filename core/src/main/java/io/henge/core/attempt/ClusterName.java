package io.henge.core.attempt;

import java.util.Optional;

/** The name under which one Kubernetes cluster is registered: 1 to 63 characters, since it is written to a column and a tag. */
public record ClusterName(String value) implements Comparable<ClusterName> {
    private static final int LENGTH_MAX = 63;

    public ClusterName {
        if (value.isBlank() || value.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("A cluster name has 1 to 63 characters, but got [" + value + "]");
        }
    }

    /** The name, if it can be one. */
    public static Optional<ClusterName> find(String value) {
        return value.isBlank() || value.length() > LENGTH_MAX ? Optional.empty() : Optional.of(new ClusterName(value));
    }

    @Override
    public int compareTo(ClusterName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
