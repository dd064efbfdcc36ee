package io.henge.core.attempt;

import org.jspecify.annotations.Nullable;

/** Words in ASCII, which every database holds whatever its character set; what is not is shown as a question mark. */
public final class PlainText {
    private PlainText() {}

    /** The words, or none. */
    public static @Nullable String of(@Nullable String words) {
        return words == null ? null : always(words);
    }

    /** The same for words that are there. */
    public static String always(String words) {
        return words.codePoints()
                .map(point -> point >= ' ' && point < 127 ? point : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
