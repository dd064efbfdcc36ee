package io.henge.kubernetes.job;

import com.google.common.base.CharMatcher;
import java.util.Locale;

/** Label values as Druid's own runner writes them: at most 63 characters (Kubernetes documentation, Labels). */
public final class LabelText {
    private static final int LENGTH_MAX = 63;

    private static final CharMatcher ALPHANUMERIC =
            CharMatcher.inRange('a', 'z').or(CharMatcher.inRange('A', 'Z')).or(CharMatcher.inRange('0', '9'));

    private static final CharMatcher PUNCTUATION = CharMatcher.anyOf("_.-");

    private LabelText() {}

    /** Of a task's or group's id: letters and digits only, in lower case. */
    public static String ofId(String id) {
        return left(ALPHANUMERIC.retainFrom(id).toLowerCase(Locale.ROOT));
    }

    /** Of a type or data source: what a label may hold, without punctuation at the ends. */
    public static String ofName(String name) {
        return PUNCTUATION.trimFrom(left(ALPHANUMERIC.or(PUNCTUATION).retainFrom(name)));
    }

    private static String left(String text) {
        return text.substring(0, Math.min(LENGTH_MAX, text.length()));
    }
}
