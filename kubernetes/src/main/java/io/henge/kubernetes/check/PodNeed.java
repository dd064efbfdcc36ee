package io.henge.kubernetes.check;

import java.util.Comparator;

/**
 * An object of the namespace without which a pod does not start, or not as meant.
 *
 * @param by where the pod names it
 */
public record PodNeed(Kind kind, String name, String by) implements Comparable<PodNeed> {
    private static final Comparator<PodNeed> ORDER =
            Comparator.comparing(PodNeed::kind).thenComparing(PodNeed::name).thenComparing(PodNeed::by);

    /** What a pod names, and whether it starts without. */
    public enum Kind {
        SERVICE_ACCOUNT("ServiceAccount", "serviceaccounts", true),
        CONFIG_MAP("ConfigMap", "configmaps", true),
        SECRET("Secret", "secrets", true),
        /** A pod starts without it wherever its image can be had by anybody. */
        PULL_SECRET("Secret", "secrets", false);

        private final String title;
        private final String plural;
        private final boolean required;

        Kind(String title, String plural, boolean required) {
            this.title = title;
            this.plural = plural;
            this.required = required;
        }
    }

    /** Whether no pod starts without it. */
    boolean isRequired() {
        return kind.required;
    }

    /** Where the API server has it, after its namespace. */
    public String path() {
        return kind.plural + "/" + name;
    }

    /** As sentences name it. */
    @Override
    public String toString() {
        return kind.title + "[" + name + "]";
    }

    @Override
    public int compareTo(PodNeed other) {
        return ORDER.compare(this, other);
    }
}
