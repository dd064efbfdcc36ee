package io.henge.druid.config;

import io.henge.druid.config.Property.Scope;
import io.henge.kubernetes.document.Spelling;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Guesses which property is meant by a key that there is not: one that differs by case, by a few letters, or by standing on
 * another level. Pure.
 */
final class KeyGuess {
    /** Names from elsewhere that look like none of ours. */
    private static final Map<String, String> ALIASES =
            Map.of("alias", "k8sTaskPodNamePrefix", "encapsulatedTask", PeonNotes.ENCAPSULATED);

    private static final Map<String, String> CLUSTER_ALIASES =
            Map.of("namespace", "taskNamespace", "overlordNamespace", "overlordIdentifier");

    /** More letters than that are no slip. */
    private static final int COST_MAX = 10;

    /** Of keys that have nothing in common. */
    private static final int STRANGERS = 1000;

    /** What it costs to have forgotten all words in front. */
    private static final int MISSING_MAX = 8;

    /** What it costs to take a key for one of the other scope. */
    private static final int OTHER_SCOPE = 4;

    /** Shorter ones are near to anything. */
    private static final int PART_MIN = 4;

    private final String key;
    private final @Nullable String cluster;
    private final boolean named;

    /** @param text as a user would write it, without the prefix */
    private record Guess(String text, int cost) {}

    private KeyGuess(String key, @Nullable String cluster, boolean named) {
        this.key = key;
        this.cluster = cluster;
        this.named = named;
    }

    /**
     * The likely key of a common property.
     *
     * @param named whether clusters have names here, so that a key of theirs may be meant
     * @return in full
     */
    static Optional<String> ofCommon(String key, boolean named) {
        @Nullable String alias = ALIASES.get(key);
        return alias == null ? new KeyGuess(key, null, named).best() : Optional.of(inFull(alias));
    }

    /**
     * The likely key of a cluster's property.
     *
     * @param key without what names the cluster
     * @param cluster such as {@code clusters[1].}
     * @return in full
     */
    static Optional<String> ofCluster(String key, String cluster) {
        @Nullable String alias = CLUSTER_ALIASES.get(key);
        return alias == null ? new KeyGuess(key, cluster, true).best() : Optional.of(inFull(cluster + alias));
    }

    private static String inFull(String key) {
        return key.startsWith("druid.") ? key : RunnerConfigReader.PREFIX + key;
    }

    private Optional<String> best() {
        Stream<Guess> known = PropertyTable.ALL.stream().flatMap(this::guesses);
        Stream<Guess> druids = cluster != null
                ? Stream.empty()
                : Stream.concat(DruidKeys.OF_WORKER_RUNNER.stream(), DruidKeys.OF_WORKERS.stream())
                        .map(other -> new Guess(other, cost(key, other) + 1));
        return Stream.concat(known, druids)
                .filter(guess -> guess.cost() <= COST_MAX)
                .min(Comparator.comparingInt(Guess::cost).thenComparing(Guess::text))
                .map(guess -> inFull(guess.text()));
    }

    private Stream<Guess> guesses(Property property) {
        Guess plain = guess(property);
        if (cluster != null) {
            return Stream.of(
                    property.scope().includes(Scope.CLUSTER)
                            ? new Guess(cluster + plain.text(), plain.cost())
                            : new Guess(plain.text(), plain.cost() + OTHER_SCOPE));
        }
        if (property.scope().includes(Scope.COMMON)) {
            return Stream.of(plain);
        }
        return named ? Stream.of(new Guess("clusters[0]." + plain.text(), plain.cost() + OTHER_SCOPE)) : Stream.empty();
    }

    /** What users choose at the end of a key stays as they chose it. */
    private Guess guess(Property property) {
        boolean open = property.isOpen();
        if (!open && !property.isSpread()) {
            return new Guess(property.key(), cost(key, property.key()));
        }
        String start = open
                ? property.key().substring(0, property.key().length() - 1 - Property.OPEN.length())
                : property.key();
        List<String> words = List.of(key.split("\\.", -1));
        return IntStream.rangeClosed(1, words.size() - (open ? 1 : 0))
                .mapToObj(count -> new Guess(
                        String.join(
                                ".",
                                Stream.concat(Stream.of(start), words.stream().skip(count))
                                        .toList()),
                        cost(String.join(".", words.subList(0, count)), start)))
                .min(Comparator.comparingInt(Guess::cost))
                .orElse(new Guess(property.key(), cost(key, start)));
    }

    /** How far apart two keys are: letters that differ, and words that one of them has in front. */
    private static int cost(String given, String known) {
        return Math.min(
                Math.min(apart(given, known), grown(given, known)),
                Math.min(shortened(given, known, COST_MAX + 1), shortened(known, given, MISSING_MAX)));
    }

    /** With words of {@code longer} left out in front, which cost as many letters as they have, but at most {@code max}. */
    private static int shortened(String longer, String other, int max) {
        int cost = STRANGERS;
        for (int dot = longer.indexOf('.'); dot >= 0; dot = longer.indexOf('.', dot + 1)) {
            String rest = longer.substring(dot + 1);
            if (rest.length() > PART_MIN && other.length() > PART_MIN) {
                cost = Math.min(cost, apart(rest, other) + Math.min(dot, max));
            }
        }
        return cost;
    }

    /** Where one of them is the beginning of the other. */
    private static int grown(String given, String known) {
        String first = plain(given);
        String second = plain(known);
        boolean begins = first.startsWith(second) || second.startsWith(first);
        return begins && Math.min(first.length(), second.length()) > PART_MIN
                ? 1 + Math.abs(first.length() - second.length())
                : STRANGERS;
    }

    private static int apart(String given, String known) {
        OptionalInt slips = Spelling.slips(plain(given), plain(known));
        return slips.isPresent() ? 2 * slips.getAsInt() : STRANGERS;
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[._-]", "");
    }
}
