package io.henge.core.decide;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How often a task runs again whose peon ended by itself and was not to blame for that. */
final class OwnEnds {
    /** Within an hour, for a task of which no {@code maxPerHour} is said: no network comes and goes as often. */
    private static final int MAX = 10;

    private OwnEnds() {}

    /** The most in words, where its attempts were taken away so often already. */
    static Optional<String> tooOften(AttemptView view, Instant now) {
        @Nullable Integer said = view.preference().asked().failover().maxPerHour();
        int max = said == null ? MAX : said;
        if (view.preference().takenLately(now) < max) {
            return Optional.empty();
        }
        return Optional.of(
                said == null ? max + " times within an hour without a maxPerHour" : "its maxPerHour of " + max);
    }
}
