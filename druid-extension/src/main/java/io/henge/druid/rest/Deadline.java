package io.henge.druid.rest;

import io.henge.druid.json.WrongInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Until when something is to last, as people send it. Pure functions. */
final class Deadline {
    private static final Duration MAX = Duration.ofDays(30);

    private Deadline() {}

    /**
     * The time that is meant by an ISO-8601 duration from now on, or by a time; null for null.
     *
     * @throws WrongInputException if it is neither, not to come, or more than 30 days away
     */
    static @Nullable Instant of(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        try {
            Instant until = text.startsWith("P") ? now.plus(Duration.parse(text)) : Instant.parse(text);
            if (until.isAfter(now) && !until.isAfter(now.plus(MAX))) {
                return until;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Said below.
        }
        throw new WrongInputException("`deadline` is `" + text
                + "`. Give a duration such as PT2H, or a time to come such as 2030-01-31T18:00:00Z, within 30 days");
    }
}
