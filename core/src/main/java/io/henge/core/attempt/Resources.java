package io.henge.core.attempt;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Amounts of what pods ask of nodes, by Kubernetes' names of resources: CPU in thousandths of a core, all else in its own
 * unit, as memory in bytes and devices by number. Of what is not named nothing is asked for, or nothing is known.
 */
public record Resources(SortedMap<String, Long> amounts) {
    public static final String CPU = "cpu";

    public static final String MEMORY = "memory";

    /** How many pods: 1 for a task's, and what nodes and quotas allow. */
    public static final String PODS = "pods";

    private static final Pattern MEMORY_WORDS = Pattern.compile("([0-9]{1,19})((?:Mi|Gi)?)");

    /** Nothing. */
    public static final Resources NONE = new Resources(new TreeMap<>());

    public Resources {
        amounts = Collections.unmodifiableSortedMap(new TreeMap<>(amounts));
        amounts.forEach((name, amount) -> {
            if (name.isEmpty() || amount < 0) {
                throw new IllegalArgumentException(
                        "An amount has a name and is never negative, but got [" + name + "] with [" + amount + "]");
            }
        });
    }

    public static Resources of(long cpuMillis, long memoryBytes) {
        return new Resources(new TreeMap<>(Map.of(CPU, cpuMillis, MEMORY, memoryBytes)));
    }

    /** Whether nothing is asked for, or nothing is known. */
    public boolean isNone() {
        return amounts.isEmpty();
    }

    /** The amount of that name, 0 where it is not named. */
    public long amount(String name) {
        return amounts.getOrDefault(name, 0L);
    }

    /** The sum, name by name; beyond a long, the largest. */
    public Resources plus(Resources other) {
        return merged(other, (a, b) -> a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b);
    }

    /** What is left without {@code other}: never less than nothing, and of what is not named here nothing. */
    public Resources minus(Resources other) {
        TreeMap<String, Long> left = new TreeMap<>();
        amounts.forEach((name, amount) -> left.put(name, Math.max(0, amount - other.amount(name))));
        return new Resources(left);
    }

    /** The sum from which {@code other} is taken again; what comes to nothing is not named any more. */
    public Resources without(Resources other) {
        TreeMap<String, Long> left = new TreeMap<>(minus(other).amounts);
        left.values().removeIf(amount -> amount == 0);
        return new Resources(left);
    }

    /** The larger amount of each name. */
    public Resources max(Resources other) {
        return merged(other, Math::max);
    }

    /** What both have at least. */
    public Resources min(Resources other) {
        TreeMap<String, Long> least = new TreeMap<>();
        amounts.forEach((name, amount) -> least.put(name, Math.min(amount, other.amount(name))));
        least.values().removeIf(amount -> amount == 0);
        return new Resources(least);
    }

    private Resources merged(Resources other, LongBinaryOperator merge) {
        if (other.amounts.isEmpty()) {
            return this;
        }
        TreeMap<String, Long> merged = new TreeMap<>(amounts);
        other.amounts.forEach((name, amount) -> merged.merge(name, amount, merge::applyAsLong));
        return new Resources(merged);
    }

    /** An amount for people, such as 2.5 of CPU and 3Gi of memory. */
    public static String words(String name, long amount) {
        if (name.equals(CPU)) {
            return BigDecimal.valueOf(amount, 3).stripTrailingZeros().toPlainString();
        }
        long mebi = 1L << 20;
        if (amount == 0 || amount % mebi != 0) {
            return Long.toString(amount);
        }
        return amount % (mebi << 10) == 0 ? amount / (mebi << 10) + "Gi" : amount / mebi + "Mi";
    }

    /** The amount of memory of which {@link #words} are these; empty where they are of none. */
    public static OptionalLong bytes(String words) {
        Matcher written = MEMORY_WORDS.matcher(words);
        if (!written.matches()) {
            return OptionalLong.empty();
        }
        int shift = written.group(2).isEmpty() ? 0 : written.group(2).equals("Mi") ? 20 : 30;
        return OptionalLong.of(new BigInteger(written.group(1))
                .shiftLeft(shift)
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact());
    }

    /** All of it for people, such as {@code 2.5 of cpu and 3Gi of memory}; but for the number of pods, which is always 1. */
    public String sentence() {
        return amounts.entrySet().stream()
                .filter(one -> !one.getKey().equals(PODS))
                .map(one -> words(one.getKey(), one.getValue()) + " of " + one.getKey())
                .collect(Collectors.joining(" and "));
    }

    /** The first, by name, of which {@code needs} asks for more than is here; what is not named here is not limited. */
    public Optional<String> shortOf(Resources needs) {
        return amounts.entrySet().stream()
                .filter(offered -> needs.amount(offered.getKey()) > offered.getValue())
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
