package io.henge.druid.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.joda.time.Period;
import org.jspecify.annotations.Nullable;

/** The properties below one prefix, read as typed values; whatever does not fit becomes a complaint. */
final class PropertyBag {
    private final String prefix;
    private final TreeMap<String, String> values = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final ObjectMapper json;

    PropertyBag(Properties properties, String prefix, ObjectMapper json) {
        this.prefix = prefix;
        this.json = json;
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                values.put(
                        key.substring(prefix.length()),
                        properties.getProperty(key).trim());
            }
        }
    }

    /** The keys and values below {@code start}, which is cut off. */
    Map<String, String> below(String start) {
        TreeMap<String, String> found = new TreeMap<>();
        values.tailMap(start).forEach((key, value) -> {
            if (key.startsWith(start)) {
                found.put(key.substring(start.length()), value);
            }
        });
        return found;
    }

    void complain(String key, @Nullable String value, String expected) {
        String shown = value == null ? "is not set" : "is `" + value + "`";
        complaints.add("`" + prefix + key + "` " + shown + ". " + expected);
    }

    List<String> complaints() {
        return complaints;
    }

    /** The value, or null where the key is absent or empty. */
    @Nullable
    String text(String key) {
        @Nullable String value = values.get(key);
        return value == null || value.isEmpty() ? null : value;
    }

    String text(String key, String absent) {
        @Nullable String value = text(key);
        return value == null ? absent : value;
    }

    boolean flag(String key) {
        String value = text(key, "false");
        if (!value.equals("true") && !value.equals("false")) {
            complain(key, value, "Give true or false.");
        }
        return value.equals("true");
    }

    int positive(String key, int absent) {
        @Nullable String value = text(key);
        if (value == null) {
            return absent;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The complaint below names the value.
        }
        complain(key, value, "Give a whole number from 1 to " + Integer.MAX_VALUE + ".");
        return absent;
    }

    /** A duration of at least a millisecond, as ISO-8601. */
    Duration period(String key, Duration absent) {
        @Nullable String value = text(key);
        if (value == null) {
            return absent;
        }
        try {
            long millis = new Period(value).toStandardDuration().getMillis();
            if (millis > 0) {
                return Duration.ofMillis(millis);
            }
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            // The complaint below names the value.
        }
        complain(key, value, "Give a duration above zero as ISO-8601, such as PT10S or P2D.");
        return absent;
    }

    Map<String, String> map(String key) {
        @Nullable String value = text(key);
        if (value == null) {
            return Map.of();
        }
        try {
            return new TreeMap<>(json.readValue(value, new TypeReference<Map<String, String>>() {}));
        } catch (JsonProcessingException e) {
            complain(key, value, "Give a JSON object of strings, such as {\"team\":\"ads\"}.");
            return Map.of();
        }
    }
}
