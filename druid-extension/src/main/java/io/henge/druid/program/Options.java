package io.henge.druid.program;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options of a command line, by name.
 *
 * @param values in the order given; a flag has none
 * @param usage a sentence that says what may be given
 */
record Options(TreeMap<String, List<String>> values, String usage) {
    /**
     * @param known those with a value each
     * @param flags those without
     * @throws IllegalArgumentException if anything else is given, with a sentence
     */
    static Options parse(List<String> arguments, Set<String> known, Set<String> flags, String usage) {
        TreeMap<String, List<String>> values = new TreeMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (flags.contains(name)) {
                values.put(name, List.of());
                continue;
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(name + " has no value. " + usage);
            }
            if (!known.contains(name)) {
                throw new IllegalArgumentException(name + " is not known. " + usage);
            }
            values.merge(name, List.of(arguments.get(++i)), Options::joined);
        }
        return new Options(values, usage);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The last one given, null for none. */
    @Nullable
    String last(String name) {
        List<String> given = all(name);
        return given.isEmpty() ? null : given.get(given.size() - 1);
    }

    /** The last one given, which must be among {@code choices}; the first of them if none is given. */
    String choice(String name, List<String> choices) {
        @Nullable String given = last(name);
        if (given != null && !choices.contains(given)) {
            throw new IllegalArgumentException(name + " is `" + given + "`. " + usage);
        }
        return given == null ? choices.get(0) : given;
    }
}
