package io.henge.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them: {@code 0.4 s}, {@code 12 s}, {@code 2 min 05 s}. */
public final class Durations {
    private static final long TENTHS_BELOW_SECONDS = 10;

    private Durations() {}

    public static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < TENTHS_BELOW_SECONDS) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
}
