package io.henge.testkit.cluster;

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
}
