package io.henge.ledger.sql;

import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * A map of texts for people as the text of a column: a flat JSON object. Names and values are cut, and entries that do
 * not fit are left out, the later names first; how many, one last entry says.
 */
final class MapText {
    private static final int ENTRIES_MAX = 32;
    private static final int NAME_MAX = 100;
    private static final int VALUE_MAX = 500;

    /** Of values that mean nothing where they are cut. */
    private static final int WHOLE_VALUE_MAX = 1_000;

    /** Sorts behind every name that Henge gives. */
    private static final String LEFT_OUT = "…";

    /** With the entry that says how many were left out, and the braces. */
    private static final int REST_MAX = 32;

    private MapText() {}

    static String of(SortedMap<String, String> map) {
        return of(map, ENTRIES_MAX, VALUE_MAX, false);
    }

    /** The same of twice as many values that are twice as long at most, in ASCII: a database with whatever characters takes it. */
    static String whole(SortedMap<String, String> map) {
        return of(map, 2 * ENTRIES_MAX, WHOLE_VALUE_MAX, true);
    }

    private static String of(SortedMap<String, String> map, int entriesMax, int valueMax, boolean ascii) {
        StringJoiner text = new StringJoiner(",", "{", "}");
        int written = 0;
        for (Map.Entry<String, String> entry : map.entrySet()) {
            String one = entry(entry.getKey(), ColumnText.cut(entry.getValue(), valueMax), ascii);
            if (written == entriesMax || text.length() + one.length() > Tables.MAP_MAX - REST_MAX) {
                text.add(entry(LEFT_OUT, (map.size() - written) + " more", ascii));
                break;
            }
            text.add(one);
            written++;
        }
        return text.toString();
    }

    private static String entry(String name, String value, boolean ascii) {
        return quoted(ColumnText.cut(name, NAME_MAX), ascii) + ":" + quoted(value, ascii);
    }

    private static String quoted(String text, boolean ascii) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ' || (ascii && c > '~')) {
                quoted.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    quoted.append(Character.forDigit((c >> shift) & 15, 16));
                }
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    /** @throws IllegalArgumentException if it is no such text */
    static SortedMap<String, String> read(String text) {
        TreeMap<String, String> map = new TreeMap<>();
        if (!text.equals("{}")) {
            Reader reader = new Reader(text);
            reader.take('{');
            do {
                String name = reader.string();
                reader.take(':');
                map.put(name, reader.string());
            } while (reader.has(','));
            reader.take('}');
            reader.end();
        }
        return map;
    }

    /** What is left of a text that is read from its beginning. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        boolean has(char sign) {
            boolean there = at < text.length() && text.charAt(at) == sign;
            at += there ? 1 : 0;
            return there;
        }

        void take(char sign) {
            if (!has(sign)) {
                throw unreadable();
            }
        }

        String string() {
            take('"');
            StringBuilder string = new StringBuilder();
            while (!has('"')) {
                boolean escaped = has('\\');
                char sign = next();
                string.append(escaped && sign == 'u' ? code() : sign);
            }
            return string.toString();
        }

        private char code() {
            int code = 0;
            for (int i = 0; i < 4; i++) {
                int digit = Character.digit(next(), 16);
                if (digit < 0) {
                    throw unreadable();
                }
                code = 16 * code + digit;
            }
            return (char) code;
        }

        private char next() {
            if (at == text.length()) {
                throw unreadable();
            }
            return text.charAt(at++);
        }

        void end() {
            if (at < text.length()) {
                throw unreadable();
            }
        }

        private IllegalArgumentException unreadable() {
            return new IllegalArgumentException("A map of texts is a flat JSON object, but got [" + text + "]");
        }
    }
}
