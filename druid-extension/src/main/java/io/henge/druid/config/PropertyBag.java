package io.henge.druid.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.druid.json.SentJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.StringSubstitutor;
import org.apache.commons.text.lookup.StringLookupFactory;
import org.jspecify.annotations.Nullable;

/**
 * The properties below one prefix, whichever way they are spelled, and what is to be said about them.
 *
 * <p>{@code a[0].b} and {@code a.0.b} are the same key. {@code ${sys:…}}, {@code ${env:…}} and {@code ${file:UTF-8:…}} in a
 * value are substituted by the rules of Druid's own reader of properties.
 */
final class PropertyBag {
    private static final Pattern INDEX = Pattern.compile("\\[(\\d{1,4})]");

    /** What a substitution did not find: a variable, or a file. */
    private static final Pattern MISSING = Pattern.compile("variable '([^']*)'|file \\[([^]]*)]");

    /** The longest path that people usually give; who wrote a value knows it by its beginning. */
    private static final int SHOWN_MAX = 300;

    private final String prefix;
    private final SortedMap<String, PropertyValue> values = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> slips = new ArrayList<>();

    /** The keys whose values are not known, and of which nothing more is to be said. */
    private final Set<String> unresolved = new HashSet<>();

    private final ObjectMapper json;
    private final StringSubstitutor substitutor = substitutor();

    PropertyBag(Properties properties, String prefix, ObjectMapper json) {
        this.prefix = prefix;
        this.json = json;
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            if (key.startsWith(prefix)) {
                put(key, properties.getProperty(key).trim());
            }
        }
        JsonArrays.spread(this, "clusters", "podPatch");
    }

    /** With what another says, which is not read anew; what is added to one is not in the other. */
    PropertyBag(PropertyBag other) {
        this.prefix = other.prefix;
        this.json = other.json;
        values.putAll(other.values);
        complaints.addAll(other.complaints);
        notes.addAll(other.notes);
        slips.addAll(other.slips);
        unresolved.addAll(other.unresolved);
    }

    private static StringSubstitutor substitutor() {
        StringLookupFactory lookups = StringLookupFactory.INSTANCE;
        return new StringSubstitutor(lookups.interpolatorStringLookup(
                        Map.of(
                                StringLookupFactory.KEY_SYS, lookups.systemPropertyStringLookup(),
                                StringLookupFactory.KEY_ENV, lookups.environmentVariableStringLookup(),
                                StringLookupFactory.KEY_FILE, lookups.fileStringLookup()),
                        null,
                        false))
                .setEnableSubstitutionInVariables(true)
                .setEnableUndefinedVariableException(true);
    }

    private void put(String spelled, String raw) {
        String text = raw;
        try {
            text = substitutor.replace(raw).trim();
        } catch (IllegalArgumentException | IllegalStateException e) {
            complain(spelled, raw, unresolved(raw, e));
            unresolved.add(spelled);
        }
        put(new PropertyValue(spelled, raw, text));
    }

    /** What keeps a reference from being resolved, by the words of those who tried. */
    private static String unresolved(String raw, RuntimeException e) {
        if (e instanceof IllegalStateException) {
            return "What it refers to leads back to itself. Give the value that is meant.";
        }
        Matcher missing = MISSING.matcher(String.valueOf(e.getMessage()));
        String what = missing.find()
                ? "`" + (missing.group(1) == null ? missing.group(2) : missing.group(1)) + "`, to which it refers,"
                : "What it refers to";
        String file = raw.contains("${file:") ? " A file is written ${file:UTF-8:PATH}." : "";
        return what + " is not there, or cannot be read. See to that, or give the value itself." + file;
    }

    /** Adds a property; one that is there already, in whatever spelling, is a complaint. */
    void put(PropertyValue value) {
        String key = INDEX.matcher(value.spelled().substring(prefix.length()))
                .replaceAll(index -> "." + Integer.parseInt(index.group(1)));
        @Nullable PropertyValue other = values.putIfAbsent(key, value);
        if (other != null) {
            complain(
                    value.spelled(),
                    value.raw(),
                    "It is given as `" + other.spelled() + "` too: leave one of them out.");
        }
    }

    /** The property of that key, without the prefix and with dots before indices; null if it is absent or empty. */
    @Nullable
    PropertyValue find(String key) {
        @Nullable PropertyValue value = values.get(key);
        return value == null || value.text().isEmpty() ? null : value;
    }

    /** The properties whose keys begin with {@code start}, which is cut off, but those that are empty. */
    SortedMap<String, PropertyValue> below(String start) {
        TreeMap<String, PropertyValue> found = new TreeMap<>();
        values.tailMap(start).forEach((key, value) -> {
            if (key.startsWith(start) && !value.text().isEmpty()) {
                found.put(key.substring(start.length()), value);
            }
        });
        return found;
    }

    void remove(String key) {
        values.remove(key);
    }

    ObjectMapper json() {
        return json;
    }

    String prefix() {
        return prefix;
    }

    /** @param spelled with the prefix */
    void complain(String spelled, @Nullable String raw, String expected) {
        if (unresolved.contains(spelled)) {
            return;
        }
        String shown = raw == null || raw.isEmpty() ? "is not set" : "is `" + SentJson.cut(raw, SHOWN_MAX) + "`";
        complaints.add("`" + spelled + "` " + shown + ". " + expected);
    }

    void complain(PropertyValue value, String expected) {
        complain(value.spelled(), value.raw(), expected);
    }

    /** Something that a person should know, and that does not keep the runner from working. */
    void note(PropertyValue value, String sentence) {
        note(value.spelled(), sentence);
    }

    /** @param spelled in full */
    void note(String spelled, String sentence) {
        notes.add("`" + spelled + "` " + sentence);
    }

    /** A note about a key that nobody knows, which may be why another one is complained of. */
    void slip(PropertyValue value, String sentence) {
        note(value, sentence);
        slips.add(notes.get(notes.size() - 1));
    }

    /** Every complaint once and, if there is any, what may have been meant otherwise. */
    List<String> complaints() {
        return Stream.concat(complaints.stream(), complaints.isEmpty() ? Stream.empty() : slips.stream())
                .distinct()
                .toList();
    }

    List<String> notes() {
        return Collections.unmodifiableList(notes);
    }
}
