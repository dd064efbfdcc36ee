package io.henge.testkit.cluster;

import org.jspecify.annotations.Nullable;

/** What the pod of a test's Job does. */
public enum JobScript {
    /** Prints {@link #GREETING} and ends with exit code 0. */
    ENDS_WELL,
    /** Prints {@link #GREETING} and ends with exit code 3. */
    ENDS_BADLY,
    /** Ends by SIGKILL, exit code 137. */
    IS_KILLED,
    /** Prints {@link #GREETING} and runs until its Job is deleted. */
    RUNS,
    /** Names an image that is not there. */
    HAS_NO_IMAGE;

    /** The one line that a pod prints. */
    public static final String GREETING = "hello from the pod";

    /** The name of the image that is not there. */
    public static final String IMAGE_NOT_THERE = "test/not-there";

    /** What a pod of this script ends with by itself; null if it does not end, or does not start. */
    public @Nullable String exit() {
        return switch (this) {
            case ENDS_WELL -> "exit code 0";
            case ENDS_BADLY -> "exit code 3";
            case IS_KILLED -> "exit code 137: it was killed";
            case RUNS, HAS_NO_IMAGE -> null;
        };
    }
}
