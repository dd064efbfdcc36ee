package io.henge.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them: {@code 0.4 s}, {@code 12 s}, {@code 2 min 05 s}, {@code 3 h 07 min}, {@code 4 d}. */
public final class Durations {
    private static final long TENTHS_BELOW_SECONDS = 10;
    private static final long MINUTES_BELOW_HOURS = 2;
    private static final long HOURS_BELOW_DAYS = 2;

    private Durations() {}

    public static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < TENTHS_BELOW_SECONDS) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (duration.toHours() < MINUTES_BELOW_HOURS) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        return duration.toDays() < HOURS_BELOW_DAYS
                ? String.format(Locale.ROOT, "%d h %02d min", duration.toHours(), duration.toMinutesPart())
                : duration.toDays() + " d";
    }
}
