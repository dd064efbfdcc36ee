package io.henge.kubernetes.call;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The managed fields of an object: who wrote which of its fields, of use to server-side apply alone. No API server can be asked
 * to leave them out of a watch, and they are half of what it sends, in names that a parser would have to take apart.
 */
final class ManagedFields {
    /** Within a JSON string each quote has a backslash before it, so that no value can look like this. */
    private static final byte[] BEGIN = "\"managedFields\":[".getBytes(StandardCharsets.UTF_8);

    private ManagedFields() {}

    /**
     * The line with the first list of them emptied, in the same array, of which what is before that list has moved; as it is
     * if it has none, or is no JSON.
     */
    static ByteBuffer emptied(ByteBuffer line) {
        byte[] text = line.array();
        int from = line.arrayOffset() + line.position();
        int to = line.arrayOffset() + line.limit();
        int key = find(text, from, to);
        if (key < 0 || (key > from && text[key - 1] == '\\')) {
            return line;
        }
        int first = key + BEGIN.length;
        int last = endOfArray(text, first, to);
        if (last < 0) {
            return line;
        }
        System.arraycopy(text, from, text, from + last - first, first - from);
        return ByteBuffer.wrap(text, from + last - first, to - from - (last - first));
    }

    private static int find(byte[] text, int from, int to) {
        for (int at = from; at <= to - BEGIN.length; at++) {
            if (text[at] == '"' && isBegin(text, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isBegin(byte[] text, int at) {
        for (int i = 1; i < BEGIN.length; i++) {
            if (text[at + i] != BEGIN[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where the array ends within which {@code from} is, -1 if it does not. */
    private static int endOfArray(byte[] text, int from, int to) {
        int depth = 1;
        boolean isInString = false;
        for (int at = from; at < to; at++) {
            switch (text[at]) {
                case '\\' -> at++;
                case '"' -> isInString = !isInString;
                case '[' -> depth += isInString ? 0 : 1;
                case ']' -> depth -= isInString ? 0 : 1;
                default -> {}
            }
            if (depth == 0) {
                return at;
            }
        }
        return -1;
    }
}
