package io.henge.core.attempt;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is known of a task's earlier attempts, or of the present one for the next: texts by name, so short that every ledger holds
 * them. Where a value could not be had or kept, a warning by that name says why.
 *
 * @param entries values by their names, and warnings by those behind {@value #WARNING}
 */
public record Preserved(SortedMap<String, String> entries) {
    /** Nothing. */
    public static final Preserved NOTHING = new Preserved(Collections.emptySortedMap());

    /** Stands before the name of what could not be had. */
    public static final String WARNING = "warning.";

    /** The number of the attempt from which everything is but {@link #FROM} and {@link #REASON}. */
    public static final String LAST_ATTEMPT = "lastAttempt";

    public static final String LAST_CLUSTER = "lastCluster";
    public static final String LAST_NODE = "lastNode";

    /** How it ended, or why it was taken from its cluster. */
    public static final String LAST_REASON = "lastReason";

    public static final String LOG_LOCATION = "logLocation";

    /** Of a task that reads a stream: how far it had read, by partition. */
    public static final String OFFSETS = "offsets";

    /** The cluster of the attempt right before, whether or not it was ever well. */
    public static final String FROM = "from";

    /** Why the attempt right before was taken away. */
    public static final String REASON = "reason";

    /** How much of it the peon's container has at least, since an attempt before was killed for want of it. */
    public static final String MEMORY = "memory";

    /** The number of the attempt that is given them; nobody keeps it, and no value may be called so. */
    public static final String ATTEMPT = "attempt";

    /** How long a value may be. */
    public static final int VALUE_MAX = 1_000;

    /** How much all values may be that are read of attempts, each with its name and as it is written. */
    public static final int VALUES_MAX = 2_400;

    private static final int ALL_MAX = 3_900;
    private static final int WARNING_MAX = 200;
    private static final String VARIABLE = "HENGE_FAILOVER_";

    private static final Set<String> OWN = Set.of(
            LAST_ATTEMPT, LAST_CLUSTER, LAST_NODE, LAST_REASON, LOG_LOCATION, OFFSETS, FROM, REASON, MEMORY, ATTEMPT);

    private static final Set<String> OWN_VARIABLES =
            OWN.stream().map(Preserved::variable).collect(Collectors.toUnmodifiableSet());

    public Preserved {
        entries = entries.isEmpty()
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** The environment variable of a value. */
    public static String variable(String name) {
        return VARIABLE + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** Whether Henge itself gives what is called so, or what has the same variable. */
    public static boolean isOwn(String name) {
        return name.startsWith(WARNING) || OWN_VARIABLES.contains(variable(name));
    }

    public boolean isNothing() {
        return entries.isEmpty();
    }

    /** The values alone: what a next attempt is given. */
    public SortedMap<String, String> values() {
        TreeMap<String, String> values = new TreeMap<>(entries);
        values.keySet().removeIf(name -> name.startsWith(WARNING));
        return values;
    }

    /** The same with the value, which takes the place of the one before; one that is too long is warned of instead. */
    public Preserved with(String name, String value) {
        if (value.length() > VALUE_MAX) {
            return without(name)
                    .warning(name, "It has " + value.length() + " characters; at most " + VALUE_MAX + " are kept");
        }
        Preserved bare = without(name);
        int weight = weight(name, value)
                + bare.values().entrySet().stream()
                        .filter(one -> isRead(one.getKey()))
                        .mapToInt(one -> weight(one.getKey(), one.getValue()))
                        .sum();
        return isRead(name) && weight > VALUES_MAX
                ? bare.warning(name, "With it, all values had more than " + VALUES_MAX + " characters")
                : bare.adding(name, value).fitting();
    }

    /** The same with the warning that no newer value could be had by that name; what is there by it stays. */
    public Preserved warning(String name, String why) {
        String text = why.length() <= WARNING_MAX ? why : why.substring(0, WARNING_MAX - 1) + "…";
        return adding(WARNING + name, text).fitting();
    }

    /** The same without that value, and without the warning of it. */
    public Preserved without(String name) {
        TreeMap<String, String> fewer = new TreeMap<>(entries);
        fewer.remove(name);
        fewer.remove(WARNING + name);
        return new Preserved(fewer);
    }

    /** What a pod that is given them asks for at least. */
    public Resources least() {
        OptionalLong memory = Resources.bytes(entries.getOrDefault(MEMORY, ""));
        return memory.isEmpty()
                ? Resources.NONE
                : new Resources(new TreeMap<>(Map.of(Resources.MEMORY, memory.getAsLong())));
    }

    /** What the next attempt is given. */
    public Preserved handedOn() {
        return new Preserved(values());
    }

    /** What Henge knows by itself is short. */
    private static boolean isRead(String name) {
        return name.equals(OFFSETS) || !OWN.contains(name);
    }

    private Preserved adding(String name, String value) {
        TreeMap<String, String> more = new TreeMap<>(entries);
        more.put(name, storable(value));
        return new Preserved(more);
    }

    /** Without what no database, annotation or environment holds: control characters and halves of surrogate pairs. */
    private static String storable(String value) {
        return value.codePoints()
                .map(point -> (Character.isISOControl(point) && point != '\n' && point != '\t') || Escaped.isHalf(point)
                        ? '?'
                        : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The same in ASCII. */
    Preserved inPlainWords() {
        TreeMap<String, String> plain = new TreeMap<>(entries);
        plain.replaceAll((name, value) -> PlainText.always(value));
        return new Preserved(plain);
    }

    /** Warnings give way to values, the last by name first. */
    private Preserved fitting() {
        TreeMap<String, String> fitting = new TreeMap<>(entries);
        int weight = entries.entrySet().stream()
                .mapToInt(one -> weight(one.getKey(), one.getValue()))
                .sum();
        for (Map.Entry<String, String> one :
                new TreeMap<>(entries).descendingMap().entrySet()) {
            if (weight > ALL_MAX && one.getKey().startsWith(WARNING)) {
                fitting.remove(one.getKey());
                weight -= weight(one.getKey(), one.getValue());
            }
        }
        return new Preserved(fitting);
    }

    /** What an entry takes as JSON in ASCII: with quotes, a colon and a comma, and what has to be escaped. */
    private static int weight(String name, String value) {
        int escapes = value.chars()
                .map(sign -> sign == '"' || sign == '\\' ? 1 : sign < ' ' || sign > '~' ? 5 : 0)
                .sum();
        return name.length() + value.length() + escapes + 6;
    }
}
