package io.henge.kubernetes.overlord;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words and lines as a POSIX shell reads them (POSIX, Shell Command Language, Quoting). */
final class ShellText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final Pattern SPECIAL_IN_QUOTES = Pattern.compile("[\"\\\\$`]");

    private ShellText() {}

    /** The words as one line; only those that need it are quoted. */
    static String line(List<String> words) {
        return words.stream().map(ShellText::word).collect(Collectors.joining(" "));
    }

    private static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** A line as one word, in double quotes. */
    static String quoted(String line) {
        return "\"" + SPECIAL_IN_QUOTES.matcher(line).replaceAll("\\\\$0") + "\"";
    }
}
