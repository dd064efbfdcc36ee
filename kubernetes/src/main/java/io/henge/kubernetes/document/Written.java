package io.henge.kubernetes.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A value as somebody wrote it, with the line where it begins. What kind a text is meant to be is decided where it is used. */
sealed interface Written {
    int line();

    /** In words, with an article. */
    String kind();

    /**
     * Anything that is neither a list nor has fields.
     *
     * @param plain without quotes, so that it may be a number, a boolean or nothing
     */
    record Text(String text, boolean plain, int line) implements Written {
        private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
        private static final Set<String> FLAGS = Set.of("true", "false");

        boolean isNothing() {
            return plain && NOTHING.contains(text);
        }

        boolean isNumber() {
            return plain && Numbers.isNumber(text);
        }

        boolean isFlag() {
            return plain && FLAGS.contains(text);
        }

        @Override
        public String kind() {
            return isNothing() ? "empty" : isNumber() ? "a number" : isFlag() ? "a boolean" : "a text";
        }
    }

    /** A list. */
    record Elements(List<Written> all, int line) implements Written {
        public Elements {
            all = List.copyOf(all);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** An object. */
    record Fields(Map<String, Field> all, int line) implements Written {
        public Fields {
            all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
        }

        @Override
        public String kind() {
            return "an object with fields";
        }
    }

    /**
     * A value with a name.
     *
     * @param line of the name
     */
    record Field(Written value, int line) {}
}
