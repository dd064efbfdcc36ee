package io.henge.druid.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.joda.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * A part of the properties, read as typed values; what does not fit becomes a complaint. A cluster's part falls back on the
 * common one.
 *
 * @param start of its keys, empty or with a dot at the end
 * @param shown the same as users are told it
 * @param common null for the common part itself
 */
record Section(
        PropertyBag bag,
        String start,
        String shown,
        @Nullable Section common) {
    static Section commonOf(PropertyBag bag) {
        return new Section(bag, "", "", null);
    }

    static Section ofCluster(PropertyBag bag, int index) {
        return new Section(bag, "clusters." + index + ".", "clusters[" + index + "].", commonOf(bag));
    }

    /** The key as a user would write it. */
    String spelled(String key) {
        return bag.prefix() + shown + key;
    }

    /** This part alone. */
    Section alone() {
        return new Section(bag, start, shown, null);
    }

    @Nullable
    PropertyValue find(String key) {
        @Nullable PropertyValue own = bag.find(start + key);
        return own != null || common == null ? own : common.find(key);
    }

    /** The value, or null where the key is absent or empty. */
    @Nullable
    String text(String key) {
        @Nullable PropertyValue value = find(key);
        return value == null ? null : value.text();
    }

    String text(String key, String absent) {
        @Nullable String text = text(key);
        return text == null ? absent : text;
    }

    boolean flag(String key) {
        @Nullable PropertyValue value = find(key);
        if (value == null) {
            return false;
        }
        if (!value.text().equalsIgnoreCase("true") && !value.text().equalsIgnoreCase("false")) {
            bag.complain(value, "Give true or false.");
        }
        return value.text().equalsIgnoreCase("true");
    }

    /** A whole number within the bounds. */
    long number(String key, long min, long max, long absent) {
        @Nullable PropertyValue value = find(key);
        if (value == null) {
            return absent;
        }
        try {
            long number = Long.parseLong(value.text());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The complaint below names the value.
        }
        bag.complain(value, "Give a whole number from " + min + " to " + max + ".");
        return absent;
    }

    int positive(String key, int absent) {
        return (int) number(key, 1, Integer.MAX_VALUE, absent);
    }

    /** A duration of at least a millisecond, as ISO-8601. */
    Duration period(String key, Duration absent) {
        @Nullable PropertyValue value = find(key);
        if (value == null) {
            return absent;
        }
        try {
            long millis = new Period(value.text()).toStandardDuration().getMillis();
            if (millis > 0) {
                return Duration.ofMillis(millis);
            }
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            // The complaint below names the value.
        }
        bag.complain(value, "Give a duration above zero as ISO-8601, such as PT10S or P2D.");
        return absent;
    }

    /** A JSON array of strings, or one key per element; empty where there is neither. */
    List<String> list(String key) {
        @Nullable PropertyValue value = bag.find(start + key);
        SortedMap<String, PropertyValue> elements = bag.below(start + key + ".");
        if (value == null && elements.isEmpty()) {
            return common == null ? List.of() : common.list(key);
        }
        if (value == null) {
            return elements(elements);
        }
        try {
            List<String> list = bag.json().readValue(value.text(), new TypeReference<List<String>>() {});
            if (elements.isEmpty() && !list.contains(null)) {
                return list;
            }
        } catch (JsonProcessingException e) {
            // The complaint below names the value.
        }
        bag.complain(
                value, "Give a JSON array of strings, such as [\"a\",\"b\"], or " + spelled(key) + "[0] and so on.");
        return List.of();
    }

    private List<String> elements(SortedMap<String, PropertyValue> given) {
        TreeMap<Integer, String> byIndex = new TreeMap<>();
        given.forEach((index, value) -> {
            try {
                byIndex.put(Integer.parseInt(index), value.text());
            } catch (NumberFormatException e) {
                bag.complain(value, "Give the elements of a list the indices 0, 1 and so on.");
            }
        });
        return new ArrayList<>(byIndex.values());
    }

    /** A JSON object of strings, or one key per entry; a cluster's entries come beside the common ones, and win. */
    SortedMap<String, String> map(String key) {
        SortedMap<String, String> map = common == null ? new TreeMap<>() : common.map(key);
        @Nullable PropertyValue value = bag.find(start + key);
        if (value != null) {
            map.putAll(object(value));
        }
        bag.below(start + key + ".").forEach((name, entry) -> map.put(name, entry.text()));
        return map;
    }

    private Map<String, String> object(PropertyValue value) {
        try {
            @Nullable
            Map<String, String> map = bag.json().readValue(value.text(), new TypeReference<Map<String, String>>() {});
            if (map != null && !map.containsValue(null)) {
                return map;
            }
        } catch (JsonProcessingException e) {
            // The complaint below names the value.
        }
        bag.complain(value, "Give a JSON object of strings, such as {\"team\":\"ads\"}.");
        return Map.of();
    }
}
