package io.henge.core.placement;

/**
 * The tasks that a task is to be near to, or far from.
 *
 * @param group as {@link Option#kin()} counts them
 */
public record Kin(String group, Bond bond) {
    /** How they belong together. */
    public enum Bond {
        /** They talk to each other. */
        TOGETHER,
        /** They stand in for each other. */
        APART
    }

    /** The name under which the replicas of {@code replicaOf} are counted: no group of tasks is called so. */
    public static String replicas(String replicaOf) {
        return "\u0000" + replicaOf;
    }
}
