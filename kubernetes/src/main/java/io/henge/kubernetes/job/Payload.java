package io.henge.kubernetes.job;

/**
 * A task's JSON on its way to a pod.
 *
 * @param encoded base64 of gzip of the JSON
 */
public record Payload(String encoded, Way way) {
    /** Druid's own limit for what travels in the pod's environment, in characters of {@code encoded}. */
    public static final int ENVIRONMENT_LENGTH_MAX = 130_048;

    /** How it gets there. */
    public enum Way {
        /** As a variable of the peon's container. */
        ENVIRONMENT,
        /** The peon fetches it, by the task's id. */
        DEEP_STORAGE,
        /** In Secrets that the Job owns. */
        SECRET
    }

    /** Whether {@code encoded} is short enough for {@link Way#ENVIRONMENT}; the limit itself still is. */
    public static boolean fitsEnvironment(String encoded) {
        return encoded.length() <= ENVIRONMENT_LENGTH_MAX;
    }
}
