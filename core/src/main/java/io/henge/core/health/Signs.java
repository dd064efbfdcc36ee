package io.henge.core.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one cluster at one moment, by each channel, and how old it is. A channel that says nothing is unknown and
 * proves nothing: a cluster on which nothing happens is silent on all of them but the probe.
 *
 * @param at the moment
 * @param operator what a person has declared of it, in words; null where nobody has
 */
public record Signs(
        Instant at,
        Probe probe,
        Watches watches,
        Calls calls,
        Peons peons,
        @Nullable String operator) {
    /** Where nobody has asked or heard anything yet. */
    public static final Signs NONE = of(Instant.EPOCH, Probe.NOT_ASKED);

    /**
     * What the watches say.
     *
     * @param trouble what keeps the cluster from being watched, null while nothing does
     * @param silentFor how long ago they last gave a sign of life, null if that is not known
     */
    public record Watches(
            @Nullable String trouble, @Nullable Duration silentFor) {}

    /**
     * What the calls say that change the cluster.
     *
     * @param trouble how the newest of them failed, null after one that did not
     * @param wellAgo how long ago one was answered well, null if none was
     */
    public record Calls(@Nullable String trouble, @Nullable Duration wellAgo) {}

    /**
     * What is heard of tasks that run there, which need the cluster's API for nothing.
     *
     * @param actedAgo how long ago one of them last asked the Overlord for something, null if none did
     * @param announcedAgo how long ago one of them was last seen to be announced, null if none was
     * @param answeredAgo how long ago one of them last answered when it was asked, null if none did
     */
    public record Peons(
            @Nullable Duration actedAgo,
            @Nullable Duration announcedAgo,
            @Nullable Duration answeredAgo) {}

    /** What each channel says, in words, by its name; those that have never said anything are left out. */
    public SortedMap<String, String> words() {
        TreeMap<String, String> words = new TreeMap<>();
        tell(words, "probe", probe.words(), probe.wellAgo());
        tell(words, "watch", watches.trouble(), watches.silentFor());
        tell(words, "calls", calls.trouble(), calls.wellAgo());
        tell(words, "tasks", null, peons.actedAgo());
        tell(words, "discovery", null, peons.announcedAgo());
        tell(words, "peons", null, peons.answeredAgo());
        tell(words, "operator", operator, null);
        return words;
    }

    private static void tell(
            SortedMap<String, String> words, String channel, @Nullable String what, @Nullable Duration heardAgo) {
        String said = what == null || what.isEmpty() ? "" : what;
        String heard = heardAgo == null ? "" : "last heard " + heardAgo.toSeconds() + " s before";
        if (!said.isEmpty() || !heard.isEmpty()) {
            words.put(channel, said + (said.isEmpty() || heard.isEmpty() ? "" : "; ") + heard);
        }
    }

    /** A sign of life: what was heard, as a sentence's beginning, and how long ago. */
    public record Life(String what, Duration ago) {}

    /** Where nothing is heard but what the probe says. */
    public static Signs of(Instant at, Probe probe) {
        return new Signs(at, probe, new Watches(null, null), new Calls(null, null), new Peons(null, null, null), null);
    }

    /** The same with something heard of the tasks there. */
    public Signs with(Peons heard) {
        return new Signs(at, probe, watches, calls, heard, operator);
    }

    /** The newest sign of life by any channel; empty where there was none. */
    public Optional<Life> life() {
        return Stream.of(
                        life("its API server answered", probe.wellAgo()),
                        life("its watches showed something", watches.silentFor()),
                        life("a call went well", calls.wellAgo()),
                        life("a task there asked for something", peons.actedAgo()),
                        life("a task there was announced", peons.announcedAgo()),
                        life("a task there answered", peons.answeredAgo()))
                .flatMap(Optional::stream)
                .min(Comparator.comparing(Life::ago));
    }

    private static Optional<Life> life(String what, @Nullable Duration ago) {
        return ago == null ? Optional.empty() : Optional.of(new Life(what, ago));
    }
}
