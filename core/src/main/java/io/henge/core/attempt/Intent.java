package io.henge.core.attempt;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about an attempt before anything was sent to its cluster; never changed later.
 *
 * @param epoch the term that placed the attempt
 * @param storageRoot the directory below the usual root of deep storage that the attempt alone writes segments to, null
 *     for the usual root itself
 * @param needs the room that its pod was given, null where that was never asked
 */
public record Intent(
        JobAddress address,
        Token token,
        long epoch,
        @Nullable String storageRoot,
        Instant placedAt,
        @Nullable Resources needs) {
    Intent at(JobAddress other) {
        return new Intent(other, token, epoch, storageRoot, placedAt, needs);
    }

    Intent with(Resources given) {
        return new Intent(address, token, epoch, storageRoot, placedAt, given);
    }
}
