package io.henge.ledger.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Text in the shape in which every database takes it, so that one odd value cannot stop a whole batch of rows.
 *
 * <p>No database takes half of a surrogate pair and PostgreSQL takes no NUL: both are written as U+FFFD.
 */
final class ColumnText {
    private static final String CUT = "…";
    private static final int DIGEST_BYTES = 8;
    private static final int SHOWN_MAX = 300;
    private static final int REPLACEMENT = 0xFFFD;

    private ColumnText() {}

    /** Text for people: what is too long is cut, and ends with an ellipsis. */
    static String cut(String value, int max) {
        return storable(value.length() <= max ? value : value.substring(0, max - CUT.length()) + CUT);
    }

    /** A name for comparing: what is too long ends with a digest of the whole, so that different names stay different. */
    static String shortened(String value, int max) {
        if (value.length() <= max) {
            return storable(value);
        }
        String end = "~" + digest(value);
        return storable(value.substring(0, max - end.length()) + end);
    }

    /**
     * A name that leads to something outside, and is worthless unless it is exact.
     *
     * @throws UnfitException if it is too long or no database takes it
     */
    static String exact(String value, int max, String column) {
        if (value.length() > max || !storable(value).equals(value)) {
            throw new UnfitException("Column[" + column + "] takes up to [" + max
                    + "] characters of valid text, but got [" + value.length() + "] that begin with ["
                    + cut(value, SHOWN_MAX) + "]");
        }
        return value;
    }

    private static String storable(String value) {
        if (value.codePoints().allMatch(ColumnText::isStorable)) {
            return value;
        }
        return value.codePoints()
                .map(point -> isStorable(point) ? point : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isStorable(int point) {
        return point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    }

    private static String digest(String value) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
