package io.henge.druid.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What a property may be set to.
 *
 * @param min of a number, or of a duration in milliseconds
 * @param max likewise
 * @param choices the words of a {@link Kind#CHOICE}, else empty
 */
record PropertyType(Kind kind, long min, long max, List<String> choices) {
    /** How the reference calls it. */
    enum Kind {
        TEXT("text"),
        FLAG("boolean"),
        NUMBER("whole number"),
        DURATION("ISO-8601 duration"),
        CHOICE("word"),
        LIST("list of texts"),
        MAP("map of texts"),
        DNS_LABEL("DNS label"),
        LABEL_VALUE("label value"),
        PATH("path"),
        PROXY("URL"),
        QUANTITY("quantity"),
        PATCH("YAML or JSON");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static final PropertyType TEXT = of(Kind.TEXT);
    static final PropertyType FLAG = of(Kind.FLAG);
    static final PropertyType LIST = of(Kind.LIST);
    static final PropertyType MAP = of(Kind.MAP);
    static final PropertyType DNS_LABEL = of(Kind.DNS_LABEL);
    static final PropertyType LABEL_VALUE = of(Kind.LABEL_VALUE);
    static final PropertyType PATH = of(Kind.PATH);
    static final PropertyType PROXY = of(Kind.PROXY);
    static final PropertyType QUANTITY = of(Kind.QUANTITY);
    static final PropertyType PATCH = of(Kind.PATCH);

    static final PropertyType ADAPTER =
            oneOf(Arrays.stream(AdapterType.values()).map(AdapterType::value).toArray(String[]::new));

    /** Any that is longer than nothing. */
    static final PropertyType DURATION = new PropertyType(Kind.DURATION, 1, Long.MAX_VALUE, List.of());

    /** One that Kubernetes counts in whole seconds, of which there are as many as an int holds. */
    static final PropertyType SECONDS = duration(Duration.ofSeconds(1), Duration.ofSeconds(Integer.MAX_VALUE));

    PropertyType {
        choices = List.copyOf(choices);
    }

    private static PropertyType of(Kind kind) {
        return new PropertyType(kind, 0, 0, List.of());
    }

    /** A whole number of at least {@code min} that fits into an int. */
    static PropertyType number(int min) {
        return number(min, Integer.MAX_VALUE);
    }

    static PropertyType number(int min, int max) {
        return new PropertyType(Kind.NUMBER, min, max, List.of());
    }

    static PropertyType duration(Duration min, Duration max) {
        return new PropertyType(Kind.DURATION, min.toMillis(), max.toMillis(), List.of());
    }

    static PropertyType oneOf(String... choices) {
        return new PropertyType(Kind.CHOICE, 0, 0, List.of(choices));
    }

    /** What a complaint asks for: a sentence. */
    String expected() {
        return switch (kind) {
            case TEXT -> "Give any text.";
            case FLAG -> "Give true or false.";
            case NUMBER -> "Give a whole number from " + min + " to " + max + ".";
            case DURATION -> "Give a duration " + span() + " as ISO-8601, such as PT10S or P2D.";
            case CHOICE -> "Give one of " + String.join(", ", choices) + ".";
            case LIST -> "Give a JSON array of strings, such as [\"a\",\"b\"], or a property for each of them.";
            case MAP -> "Give a JSON object of strings, such as {\"team\":\"ads\"}, or a property for each of them.";
            case DNS_LABEL -> "Give 1 to 63 small letters, digits and hyphens, with a letter or digit at both ends.";
            case LABEL_VALUE -> "Give at most 63 letters, digits and _.- with a letter or digit at both ends.";
            case PATH -> "Give the path of a file.";
            case PROXY -> "Give the URL of a proxy with its port, such as http://proxy:3128.";
            case QUANTITY -> "Give a quantity as Kubernetes has them, such as 3Gi.";
            case PATCH -> "Give an object in YAML or JSON with metadata and spec of a pod template.";
        };
    }

    /** The range, or the words to choose from; empty where the kind says all. */
    String range() {
        return switch (kind) {
            case NUMBER -> min + " to " + max;
            case DURATION -> span();
            case CHOICE -> String.join(", ", choices);
            case TEXT, FLAG, LIST, MAP, DNS_LABEL, LABEL_VALUE, PATH, PROXY, QUANTITY, PATCH -> "";
        };
    }

    private String span() {
        return max == Long.MAX_VALUE
                ? "above zero"
                : "from " + Duration.ofMillis(min) + " to " + Duration.ofMillis(max);
    }
}
