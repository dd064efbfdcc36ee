package io.henge.core.failover;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is said of how tasks are failed over; a part is null where nobody says anything of it, so that what is usual counts.
 *
 * @param onLost what becomes of a task when its cluster is lost
 * @param purgeMode what is done about what is left of it there
 * @param patience how long is waited for what
 * @param maxPerHour how often at most one task is failed over within an hour; at least 1
 * @param by the names of the rules that say something of it
 * @param state what is preserved of an attempt for the next one
 * @param outOfMemory with how much it runs again whose peon was killed for want of it; null where it fails
 */
public record FailoverPolicy(
        @Nullable Disposition onLost,
        @Nullable PurgeMode purgeMode,
        Patience patience,
        @Nullable Integer maxPerHour,
        List<String> by,
        @Nullable StatePreservation state,
        @Nullable OutOfMemory outOfMemory) {
    /** As Karmada's gracePeriodSeconds. */
    private static final Duration USUAL_GRACE = Duration.ofMinutes(10);

    /** Where nobody says anything. */
    public static final FailoverPolicy USUAL = new FailoverPolicy(null, null, Patience.USUAL, null, List.of());

    /**
     * How long is waited before something is done.
     *
     * @param cluster how long its cluster is silent; counted from when it was last well
     * @param task how long its pod is unwell, while its cluster is not
     * @param start how long its pod cannot start
     * @param grace how long its supervisor may take to hand it over
     */
    public record Patience(
            @Nullable Duration cluster,
            @Nullable Duration task,
            @Nullable Duration start,
            @Nullable Duration grace) {
        public static final Patience USUAL = new Patience(null, null, null, null);

        Patience over(Patience other) {
            return new Patience(
                    cluster == null ? other.cluster : cluster,
                    task == null ? other.task : task,
                    start == null ? other.start : start,
                    grace == null ? other.grace : grace);
        }
    }

    /** Without a word on state and on memory. */
    public FailoverPolicy(
            @Nullable Disposition onLost,
            @Nullable PurgeMode purgeMode,
            Patience patience,
            @Nullable Integer maxPerHour,
            List<String> by) {
        this(onLost, purgeMode, patience, maxPerHour, by, null, null);
    }

    public FailoverPolicy {
        by = List.copyOf(by);
        if (maxPerHour != null && maxPerHour < 1) {
            throw new IllegalArgumentException("maxPerHour is at least 1, but got [" + maxPerHour + "]");
        }
    }

    /** How long its supervisor may take to hand it over before it is taken away; zero where none is asked. */
    public Duration grace() {
        if (purgeMode != PurgeMode.GRACEFULLY) {
            return Duration.ZERO;
        }
        return patience.grace() == null ? USUAL_GRACE : patience.grace();
    }

    /** What applies to a task of which this becomes, by the names in which it is written. */
    public SortedMap<String, String> words(Disposition becomes) {
        TreeMap<String, String> words = new TreeMap<>();
        words.put("onLost", word(becomes));
        words.put("purgeMode", word(purgeMode == null ? PurgeMode.FENCED : purgeMode));
        tell(words, "clusterTolerationSeconds", patience.cluster());
        tell(words, "taskTolerationSeconds", patience.task());
        tell(words, "startTolerationSeconds", patience.start());
        tell(words, "gracePeriodSeconds", patience.grace());
        if (maxPerHour != null) {
            words.put("maxPerHour", maxPerHour.toString());
        }
        if (state != null) {
            words.put("statePreservation", state.sentence());
        }
        if (outOfMemory != null) {
            words.put("outOfMemory", outOfMemory.sentence());
        }
        if (!by.isEmpty()) {
            words.put("rules", String.join(", ", by));
        }
        return words;
    }

    private static void tell(SortedMap<String, String> words, String name, @Nullable Duration time) {
        if (time != null) {
            words.put(name, Long.toString(time.toSeconds()));
        }
    }

    /** One of its words as it is written: Relaunch, Fenced. */
    public static String word(Enum<?> value) {
        return value.name().charAt(0) + value.name().substring(1).toLowerCase(Locale.ROOT);
    }

    /** Whether it says nothing at all, by whatever name. */
    public boolean isSilent() {
        boolean impatient = patience.equals(Patience.USUAL);
        boolean forgetful = state == null && outOfMemory == null;
        return onLost == null && purgeMode == null && impatient && maxPerHour == null && forgetful;
    }

    /** The same with that word on state. */
    public FailoverPolicy preserving(@Nullable StatePreservation what) {
        return new FailoverPolicy(onLost, purgeMode, patience, maxPerHour, by, what, outOfMemory);
    }

    /** The same with that word on memory. */
    public FailoverPolicy withMore(@Nullable OutOfMemory memory) {
        return new FailoverPolicy(onLost, purgeMode, patience, maxPerHour, by, state, memory);
    }

    /** This, and of what this says nothing, the other. */
    public FailoverPolicy over(FailoverPolicy other) {
        return new FailoverPolicy(
                onLost == null ? other.onLost : onLost,
                purgeMode == null ? other.purgeMode : purgeMode,
                patience.over(other.patience),
                maxPerHour == null ? other.maxPerHour : maxPerHour,
                Stream.concat(by.stream(), other.by.stream()).toList(),
                state == null ? other.state : state,
                outOfMemory == null ? other.outOfMemory : outOfMemory);
    }
}
