package io.henge.core.attempt;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was last seen of an attempt on its cluster.
 *
 * @param jobUid the Job's uid once somebody has seen it
 * @param location the last address at which the attempt's pod was seen
 * @param startedAt when its pod was first seen running
 */
public record Sight(
        @Nullable String jobUid,
        @Nullable Location location,
        @Nullable Instant startedAt) {
    /** Of an attempt that nobody has seen yet. */
    public static final Sight NONE = new Sight(null, null, null);
}
