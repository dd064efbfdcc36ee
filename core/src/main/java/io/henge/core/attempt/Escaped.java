package io.henge.core.attempt;

import java.util.Locale;

/** Text that cannot be stored or shown as it is, in a form that can: odd characters as Java would write them. */
final class Escaped {
    private static final int LENGTH_MAX = 300;
    private static final String CUT = "…";

    private Escaped() {}

    /** At most the first {@value LENGTH_MAX} characters. */
    static String of(String value) {
        StringBuilder escaped = new StringBuilder();
        value.codePoints().limit(LENGTH_MAX).forEach(point -> {
            if (Character.isISOControl(point) || isHalf(point)) {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", point));
            } else {
                escaped.appendCodePoint(point);
            }
        });
        return value.codePointCount(0, value.length()) > LENGTH_MAX ? escaped + CUT : escaped.toString();
    }

    /** Whether it is half of a surrogate pair, of which the other half is missing. */
    static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
