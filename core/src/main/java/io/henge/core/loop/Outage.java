package io.henge.core.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person is told while the store does not take writes: a line when that begins, one a minute while it lasts, and
 * one when it ends. What begins again at once, as where the store takes some writes and not others, is told only if it
 * lasts. Used by one thread.
 */
final class Outage {
    private static final Duration REMIND_EVERY = Duration.ofMinutes(1);
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    /** Null while the store takes writes. */
    private @Nullable Instant begun;

    /** When the one before was over, null where there was none. */
    private @Nullable Instant lastEnd;

    /** When the last line was written. */
    private Instant lastTold = Instant.MIN;

    private boolean told;
    private long tries;

    /** What is to be said of a try that failed, with so many writes waiting. */
    Optional<String> failed(Instant now, int waiting, String why) {
        if (begun == null) {
            begun = now;
            tries = 1;
            told = lastEnd == null || Duration.between(lastEnd, now).compareTo(AT_ONCE) >= 0;
            if (!told) {
                return Optional.empty();
            }
            lastTold = now;
            return Optional.of(
                    "Ledger cannot write, and tries until it can; writes that wait [" + waiting + "]: " + why);
        }
        tries++;
        if (now.isBefore(lastTold.plus(REMIND_EVERY))) {
            return Optional.empty();
        }
        told = true;
        lastTold = now;
        return Optional.of("Ledger has not been able to write for [" + Duration.between(begun, now) + "], tries ["
                + tries + "], writes that wait [" + waiting + "]: " + why);
    }

    /** What is to be said of a try that succeeded. */
    Optional<String> succeeded(Instant now) {
        if (begun == null) {
            return Optional.empty();
        }
        Duration length = Duration.between(begun, now);
        begun = null;
        lastEnd = now;
        return told
                ? Optional.of("Ledger writes again after [" + length + "], tries that failed [" + tries + "]")
                : Optional.empty();
    }
}
