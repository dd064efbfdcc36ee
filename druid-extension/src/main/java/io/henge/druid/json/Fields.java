package io.henge.druid.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, each read by its name and its type. A field that is null counts as left out; one that is
 * never asked for is refused by {@link #nothingElse()}. All methods throw {@link WrongInputException} for a value of
 * another type, with its path, the value and what to give.
 */
public final class Fields {
    private final String path;
    private final JsonNode node;
    private final Set<String> asked = new LinkedHashSet<>();

    Fields(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    /** The path of a field, for a message. */
    public String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    public @Nullable String text(String name) {
        @Nullable JsonNode value = value(name);
        return value == null ? null : text(pathOf(name), value);
    }

    /** What stands there, of whatever type, for what is kept as it was sent; null where nothing does. */
    public @Nullable JsonNode asSent(String name) {
        return value(name);
    }

    /** Either of two words; whatever else is refused with {@code what} to give. */
    public boolean flag(String name) {
        @Nullable JsonNode value = value(name);
        if (value != null && !value.isBoolean()) {
            throw wrong(pathOf(name), value, "true or false");
        }
        return value != null && value.booleanValue();
    }

    public @Nullable Long wholeNumber(String name, long min, long max) {
        @Nullable JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            throw wrong(pathOf(name), value, "a whole number from " + min + " to " + max);
        }
        return value.longValue();
    }

    /** A number, whole or not, above {@code above} and up to {@code most}. */
    public @Nullable Double number(String name, int above, int most) {
        @Nullable JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || !(value.doubleValue() > above && value.doubleValue() <= most)) {
            throw wrong(pathOf(name), value, "a number above " + above + " and up to " + most);
        }
        return value.doubleValue();
    }

    public @Nullable Fields object(String name) {
        @Nullable JsonNode value = value(name);
        return value == null ? null : object(pathOf(name), value);
    }

    /** A list of texts; none of them may be null. */
    public @Nullable List<String> texts(String name) {
        @Nullable JsonNode value = value(name);
        return value == null ? null : list(pathOf(name), value, "texts", Fields::text);
    }

    /** A list of objects; none of them may be null. */
    public @Nullable List<Fields> objects(String name) {
        @Nullable JsonNode value = value(name);
        return value == null ? null : list(pathOf(name), value, "objects", Fields::object);
    }

    /** An object of lists of texts, by any names. */
    public @Nullable SortedMap<String, List<String>> textsByName(String name) {
        @Nullable Fields fields = object(name);
        if (fields == null) {
            return null;
        }
        SortedMap<String, List<String>> all = new TreeMap<>();
        fields.node.fieldNames().forEachRemaining(key -> {
            String shown = SentJson.cut(checked(fields.path, key));
            all.put(key, list(fields.path + "." + shown, fields.node.path(key), "texts", Fields::text));
        });
        return Collections.unmodifiableSortedMap(all);
    }

    /** All fields as they are, for whoever checks them in another way. */
    public Map<String, Object> whole() {
        check(path, node);
        return SentJson.plain(node);
    }

    private static void check(String path, JsonNode value) {
        if (value.isTextual()) {
            String unused = checked(path, value.textValue());
        }
        value.fields().forEachRemaining(field -> {
            String below = path + "." + SentJson.cut(checked(path, field.getKey()));
            check(below, field.getValue());
        });
        if (value.isArray()) {
            value.elements().forEachRemaining(element -> check(path, element));
        }
    }

    /** Refuses every field that was not asked for, since it may be a misspelt one that was meant. */
    public void nothingElse() {
        node.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                throw new WrongInputException("`" + pathOf(SentJson.cut(name)) + "` is not known. "
                        + (asked.size() == 1 ? "Give " : "Give one of ") + String.join(", ", asked));
            }
        });
    }

    private @Nullable JsonNode value(String name) {
        asked.add(name);
        JsonNode value = node.path(name);
        return value.isMissingNode() || value.isNull() ? null : value;
    }

    private static <T> List<T> list(String path, JsonNode value, String of, BiFunction<String, JsonNode, T> read) {
        if (!value.isArray()) {
            throw wrong(path, value, "a list of " + of);
        }
        List<T> all = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            all.add(read.apply(path + "[" + i + "]", value.get(i)));
        }
        return Collections.unmodifiableList(all);
    }

    private static Fields object(String path, JsonNode value) {
        if (!value.isObject()) {
            throw wrong(path, value, "an object");
        }
        return new Fields(path, value);
    }

    private static String text(String path, JsonNode value) {
        if (!value.isTextual()) {
            throw wrong(path, value, "a text");
        }
        return checked(path, value.textValue());
    }

    /** A text that every store and every answer can hold. */
    private static String checked(String path, String text) {
        if (text.codePoints().anyMatch(point -> point == 0 || SentJson.isHalf(point))) {
            throw new WrongInputException("`" + path + "` is or holds `" + SentJson.cut(text)
                    + "`, with a character that no text may have. Leave that character out");
        }
        return text;
    }

    private static WrongInputException wrong(String path, JsonNode value, String what) {
        return new WrongInputException("`" + path + "` is " + SentJson.shown(value) + ". Give " + what);
    }
}
