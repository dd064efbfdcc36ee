package io.henge.kubernetes.connection;

import io.henge.core.attempt.JobName;
import java.util.concurrent.CompletionStage;

/** Where Jobs and their pods can be read whole. */
public interface ObjectSource {
    /** What is read of a Job. */
    enum Of {
        JOB,
        POD
    }

    /**
     * The Job, or its pod, as JSON. Never blocks; ends within the time that a request to its cluster has, and exceptionally where it
     * is not there or could not be read.
     */
    CompletionStage<String> object(JobName job, Of what);
}
