package io.henge.core.port;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.JobName;

/** What the Job of an attempt is called: a pure function, so that the name can be found again. */
public interface JobNaming {
    /**
     * The name of an attempt's Job.
     *
     * @param taken how many names of that attempt were found to be another's: each gives the next name
     */
    JobName nameOf(AttemptId attempt, int taken);
}
