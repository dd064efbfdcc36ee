package io.henge.kubernetes.call;

import io.henge.core.attempt.ClusterName;
import java.time.Duration;

/** Told of every request to an API server. Called on the clusters' threads: it must only hand on and return. */
public interface ApiMeter {
    ApiMeter NONE = (cluster, verb, code, took) -> {};

    /** Instead of a status where no answer came. */
    int NO_ANSWER = 0;

    /**
     * A request was answered, or given up.
     *
     * @param code the HTTP status, or {@link #NO_ANSWER}
     * @param took until the answer was there; for a watch or a log, until it began
     */
    void answered(ClusterName cluster, Verb verb, int code, Duration took);
}
