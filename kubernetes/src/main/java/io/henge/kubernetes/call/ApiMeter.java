package io.henge.kubernetes.call;

import io.henge.core.attempt.ClusterName;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Told of every request to an API server. Called on the clusters' threads: it must only hand on and return. */
public interface ApiMeter {
    ApiMeter NONE = new ApiMeter() {
        @Override
        public void answered(ClusterName cluster, Verb verb, int code, Duration took) {}

        @Override
        public void reached(ClusterName cluster, @Nullable Instant expires) {}
    };

    /** Instead of a status where no answer came. */
    int NO_ANSWER = 0;

    /**
     * A request was answered, or given up.
     *
     * @param code the HTTP status, or {@link #NO_ANSWER}
     * @param took until the answer was there; for a watch or a log, until it began
     */
    void answered(ClusterName cluster, Verb verb, int code, Duration took);

    /**
     * From now on a cluster is to be reached with other credentials than before, or for the first time.
     *
     * @param expires when they are of no use any more unless somebody renews them; null where that is not known, or nobody has to
     */
    void reached(ClusterName cluster, @Nullable Instant expires);
}
