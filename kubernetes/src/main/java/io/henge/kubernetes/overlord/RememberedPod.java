package io.henge.kubernetes.overlord;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.henge.kubernetes.job.JobRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Overlord's pod as last read. Of a running pod only the image, tolerations and resources may change, and rarely, so
 * that it is read again for a task that comes when what is known is older than {@link #AGE_MAX}; if that fails, what is
 * known serves on. A reading that failed is not tried again before {@link #PAUSE}, so that a local API server that hangs
 * costs the clusters' threads little.
 */
public final class RememberedPod implements OverlordPod {
    static final Duration AGE_MAX = Duration.ofMinutes(5);
    static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(RememberedPod.class);

    private final OverlordPod source;
    private final InstantSource clock;

    /** Published by whoever read last. */
    private volatile @Nullable Known known;

    @GuardedBy("this")
    private @Nullable Failure failure;

    private record Known(PodSpec spec, Instant until) {}

    private record Failure(JobRefusedException reason, Instant until) {}

    public RememberedPod(OverlordPod source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public PodSpec spec() throws JobRefusedException {
        @Nullable Known present = known;
        if (present != null && clock.instant().isBefore(present.until())) {
            return present.spec();
        }
        return read();
    }

    private synchronized PodSpec read() throws JobRefusedException {
        Instant now = clock.instant();
        @Nullable Known present = known;
        if (present != null && now.isBefore(present.until())) {
            return present.spec();
        }
        @Nullable Failure last = failure;
        if (last != null && now.isBefore(last.until())) {
            throw last.reason();
        }
        try {
            PodSpec spec = source.spec();
            known = new Known(spec, now.plus(AGE_MAX));
            failure = null;
            return spec;
        } catch (JobRefusedException e) {
            if (present == null) {
                failure = new Failure(e, clock.instant().plus(PAUSE));
                throw e;
            }
            log.warn("Peons' pods are made from the Overlord's pod as it was read before. {}", e.getMessage());
            known = new Known(present.spec(), clock.instant().plus(PAUSE));
            return present.spec();
        }
    }
}
