package io.henge.core.port;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.JobName;

/** What the Job of an attempt is called: a pure function, so that the name can be found again. */
public interface JobNaming {
    JobName nameOf(AttemptId attempt);
}
