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

    /** Sorts behind every name that Henge gives. */
    private static final String LEFT_OUT = "…";

    /** With the entry that says how many were left out, and the braces. */
    private static final int REST_MAX = 32;

    private MapText() {}

    static String of(SortedMap<String, String> map) {
        StringJoiner text = new StringJoiner(",", "{", "}");
        int written = 0;
        for (Map.Entry<String, String> entry : map.entrySet()) {
            String one = entry(entry.getKey(), entry.getValue());
            if (written == ENTRIES_MAX || text.length() + one.length() > Tables.MAP_MAX - REST_MAX) {
                text.add(entry(LEFT_OUT, (map.size() - written) + " more"));
                break;
            }
            text.add(one);
            written++;
        }
        return text.toString();
    }

    private static String entry(String name, String value) {
        return quoted(ColumnText.cut(name, NAME_MAX)) + ":" + quoted(ColumnText.cut(value, VALUE_MAX));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
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
