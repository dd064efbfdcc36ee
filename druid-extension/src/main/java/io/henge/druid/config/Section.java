package io.henge.druid.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.henge.druid.config.Property.Scope;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.joda.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * A part of the properties, read as typed values; what does not fit becomes a complaint. Types, ranges and defaults are those
 * of {@link PropertyTable}. A cluster's part falls back on the common one.
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
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** Kubernetes documentation, Labels and Selectors; one that is empty is none. */
    static final Pattern LABEL_VALUE = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");

    /** How what only a shell or a browser takes for a path begins. */
    private static final Pattern NO_PATH = Pattern.compile("[\"'~]|[A-Za-z]{2,}:");

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

    /** The common part. */
    Section shared() {
        return common == null ? this : common;
    }

    Property property(String key) {
        return PropertyTable.of(key, start.isEmpty() ? Scope.COMMON : Scope.CLUSTER);
    }

    @Nullable
    PropertyValue find(String key) {
        property(key);
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

    /** A text that has the form of its type, or that is complained of. */
    @Nullable
    String formed(String key, Pattern form) {
        @Nullable PropertyValue value = find(key);
        if (value != null && !form.matcher(value.text()).matches()) {
            complain(value, key);
        }
        return value == null ? null : value.text();
    }

    @Nullable
    String labelValue(String key) {
        return formed(key, LABEL_VALUE);
    }

    /** Whether there is a DNS label; what is absent is complained of, too. */
    boolean hasDnsLabel(String key) {
        @Nullable PropertyValue value = find(key);
        if (value != null && DNS_LABEL.matcher(value.text()).matches()) {
            return true;
        }
        bag.complain(
                spelled(key),
                value == null ? null : value.raw(),
                property(key).type().expected());
        return false;
    }

    /** One of the words of its type, if it is given. */
    @Nullable
    String choice(String key) {
        @Nullable PropertyValue value = find(key);
        if (value != null && !property(key).type().choices().contains(value.text())) {
            complain(value, key);
        }
        return value == null ? null : value.text();
    }

    @Nullable
    Path path(String key) {
        @Nullable PropertyValue value = find(key);
        return value == null ? null : pathOf(value, key);
    }

    @Nullable
    Path pathOf(PropertyValue value, String key) {
        if (NO_PATH.matcher(value.text()).lookingAt()) {
            bag.complain(value, "Give the path alone: no URL, no quotes, no ~.");
            return null;
        }
        try {
            return Path.of(value.text());
        } catch (InvalidPathException e) {
            complain(value, key);
            return null;
        }
    }

    boolean flag(String key) {
        @Nullable PropertyValue value = find(key);
        if (value == null) {
            return false;
        }
        if (!value.text().equalsIgnoreCase("true") && !value.text().equalsIgnoreCase("false")) {
            complain(value, key);
        }
        return value.text().equalsIgnoreCase("true");
    }

    /** A whole number, or null where there is none. */
    @Nullable
    Integer numberIfGiven(String key) {
        @Nullable PropertyValue value = find(key);
        PropertyType type = property(key).type();
        if (value == null) {
            return null;
        }
        try {
            long number = Long.parseLong(value.text());
            if (number >= type.min() && number <= type.max()) {
                return (int) number;
            }
        } catch (NumberFormatException e) {
            // The complaint below names the value.
        }
        complain(value, key);
        return null;
    }

    int number(String key) {
        @Nullable Integer given = numberIfGiven(key);
        return given == null ? Integer.parseInt(property(key).absent()) : given;
    }

    Duration period(String key) {
        return period(key, Duration.parse(property(key).absent()));
    }

    /** @param absent what counts where none is given */
    Duration period(String key, Duration absent) {
        @Nullable PropertyValue value = find(key);
        Property property = property(key);
        if (value == null) {
            return absent;
        }
        try {
            long millis = new Period(value.text()).toStandardDuration().getMillis();
            if (millis >= property.type().min() && millis <= property.type().max()) {
                return Duration.ofMillis(millis);
            }
        } catch (IllegalArgumentException | UnsupportedOperationException | ArithmeticException e) {
            // The complaint below names the value.
        }
        complain(value, key);
        return absent;
    }

    /** A JSON array of strings, or one key per element; empty where there is neither. */
    List<String> list(String key) {
        property(key);
        @Nullable PropertyValue value = bag.find(start + key);
        SortedMap<String, PropertyValue> elements = bag.below(start + key + ".");
        if (value == null && elements.isEmpty()) {
            return common == null ? List.of() : common.list(key);
        }
        if (value == null) {
            return elements(elements);
        }
        elements.values().forEach(element -> twice(element, value));
        try {
            List<String> list = bag.json().readValue(value.text(), new TypeReference<List<String>>() {});
            if (list != null && !list.contains(null)) {
                return list;
            }
        } catch (JsonProcessingException e) {
            // The complaint below names the value.
        }
        complain(value, key);
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
        property(key);
        SortedMap<String, String> map = common == null ? new TreeMap<>() : common.map(key);
        @Nullable PropertyValue value = bag.find(start + key);
        if (value != null) {
            map.putAll(object(value, key));
        }
        bag.below(start + key + ".").forEach((name, entry) -> {
            if (value != null) {
                twice(entry, value);
            }
            map.put(name, entry.text());
        });
        return map;
    }

    private void twice(PropertyValue part, PropertyValue whole) {
        bag.complain(part, "`" + whole.spelled() + "` is given too: leave one of them out.");
    }

    private Map<String, String> object(PropertyValue value, String key) {
        try {
            @Nullable
            Map<String, String> map = bag.json().readValue(value.text(), new TypeReference<Map<String, String>>() {});
            if (map != null && !map.containsValue(null)) {
                return map;
            }
        } catch (JsonProcessingException e) {
            // The complaint below names the value.
        }
        complain(value, key);
        return Map.of();
    }

    /** Says what was expected of a value, by its type. */
    void complain(PropertyValue value, String key) {
        bag.complain(value, property(key).type().expected());
    }
}
