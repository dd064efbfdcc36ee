package io.henge.core.decide;

import io.henge.core.health.CallHealth;
import io.henge.core.health.ClusterHealth;
import io.henge.core.health.Signs;
import io.henge.core.health.WatchHealth;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a turn knows of how well a cluster is.
 *
 * @param watch what its watches are worth
 * @param calls how the calls that change it end
 * @param health what is taken for true of it as a whole
 * @param lostAt when it is lost if nothing is heard of it until then, {@link Instant#MAX} for never
 * @param signs by what
 * @param warning what should be mended, though the cluster works all the same; null while all is well
 */
public record Vitals(
        WatchHealth watch,
        CallHealth calls,
        ClusterHealth health,
        Instant lostAt,
        Signs signs,
        @Nullable String warning) {
    /** Of a cluster that nobody asks how it is. */
    public Vitals(WatchHealth watch, CallHealth calls, @Nullable String warning) {
        this(watch, calls, ClusterHealth.well(watch.since()), Instant.MAX, Signs.NONE, warning);
    }

    /** Why it is given nothing new whatever room it has, as what follows its name; empty if it is given. */
    Optional<String> closed(Instant now) {
        if (watch.trouble() != null) {
            return Optional.of("cannot be watched: " + watch.trouble());
        }
        @Nullable String unwell = health.closed(now);
        if (unwell != null) {
            return Optional.of(unwell);
        }
        return watch.answers() ? Optional.empty() : Optional.of("has not been seen yet");
    }

    /** What is wrong with it, or should be mended; null while all is well. */
    @Nullable
    String trouble() {
        // Of a cluster that is silent, only its state says whether something there is heard all the same.
        @Nullable String unwell = health.trouble();
        if (unwell != null && (watch.trouble() == null || health.state().isSilent())) {
            return unwell;
        }
        if (watch.trouble() != null) {
            return watch.trouble();
        }
        if (watch.whyNot() != null) {
            return watch.whyNot();
        }
        return calls.trouble() != null ? calls.trouble() : warning;
    }
}
