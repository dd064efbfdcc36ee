package io.henge.kubernetes.overlord;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as Druid reads them: {@code 1g} is a thousand million bytes, {@code 1Gi} and {@code 1GiB} are 2 to the 30th. */
final class ByteSize {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})(?:([kmgtp])(ib?)?)?");
    private static final String UNITS = "kmgtp";

    private ByteSize() {}

    /** @throws IllegalArgumentException if {@code text} is no size, or one beyond {@link Long#MAX_VALUE} */
    static long parse(String text) {
        Matcher size = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException("No size: " + text);
        }
        long bytes = Long.parseLong(size.group(1));
        int power = size.group(2) == null ? 0 : UNITS.indexOf(size.group(2)) + 1;
        long unit = size.group(3) == null ? 1000 : 1024;
        try {
            for (int i = 0; i < power; i++) {
                bytes = Math.multiplyExact(bytes, unit);
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("Too large: " + text, e);
        }
        return bytes;
    }
}
