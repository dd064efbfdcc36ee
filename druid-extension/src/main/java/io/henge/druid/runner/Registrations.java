package io.henge.druid.runner;

import io.henge.core.attempt.ClusterName;
import io.henge.druid.config.ClusterEntry;
import io.henge.druid.config.EntryReader;
import io.henge.druid.dynamic.GivenClusters;
import io.henge.kubernetes.access.AccessReader;
import io.henge.kubernetes.access.KubeconfigException;
import io.henge.kubernetes.connection.RegistrationSecrets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes entries of what the dynamic configuration and Secrets say of clusters, and finds what is wrong with it. An entry that can
 * no longer be read counts as it could be read last, until it is mended or gone. Safe for use by several threads.
 */
final class Registrations {
    /** How many clusters may be registered at run time in each way. */
    static final int MAX = 1_000;

    private static final int COMPLAINTS_SHOWN = 20;

    private final EntryReader reader;
    private final Set<ClusterName> configured;
    private final Supplier<List<Map<String, Object>>> dynamic;
    private final Supplier<List<RegistrationSecrets.Found>> secrets;

    /** What was read last, and of what. */
    private @Nullable Reading last;

    /** How each entry could be read last that is still there, by where it is. */
    private Map<String, Entry> readable = Map.of();

    /**
     * What is to be registered beside the static clusters.
     *
     * @param complaints what is wrong with other entries, by how people know them
     */
    record Wanted(SortedMap<ClusterName, Entry> entries, SortedMap<String, String> complaints) {}

    /**
     * What some would be as the clusters of the dynamic configuration.
     *
     * @param complaint what is wrong with them, in words
     */
    record Checked(SortedMap<ClusterName, Entry> entries, Optional<String> complaint) {}

    /** One entry, and where it is. */
    record Entry(ClusterEntry cluster, Origin origin) {}

    private record Reading(List<Map<String, Object>> dynamic, List<RegistrationSecrets.Found> secrets, Wanted wanted) {}

    /** @param configured the static clusters */
    Registrations(
            EntryReader reader,
            Set<ClusterName> configured,
            Supplier<List<Map<String, Object>>> dynamic,
            Supplier<List<RegistrationSecrets.Found>> secrets) {
        this.reader = reader;
        this.configured = Set.copyOf(configured);
        this.dynamic = dynamic;
        this.secrets = secrets;
    }

    /** What is to be registered now; reads no kubeconfig. */
    synchronized Wanted wanted() {
        List<Map<String, Object>> given = dynamic.get();
        List<RegistrationSecrets.Found> held = secrets.get();
        @Nullable Reading before = last;
        if (before == null
                || !before.dynamic().equals(given)
                || !before.secrets().equals(held)) {
            Gathering all = read(given, held, readable);
            readable = Map.copyOf(all.readable);
            before = new Reading(given, held, new Wanted(all.entries, all.complaints));
            last = before;
        }
        return before.wanted();
    }

    /** @param before how entries could be read before */
    private Gathering read(
            List<Map<String, Object>> given, List<RegistrationSecrets.Found> held, Map<String, Entry> before) {
        Gathering all = new Gathering(before);
        for (int i = 0; i < given.size(); i++) {
            String shown = "clusters[" + i + "]";
            SortedMap<String, String> keys = GivenClusters.keys(given.get(i));
            // Its place in the list changes with what is before it.
            String place = "clusters " + keys.getOrDefault("name", "").trim();
            all.add(shown, place, i, () -> new Entry(reader.ofConfiguration(shown, keys), Origin.DYNAMIC));
        }
        for (int i = 0; i < held.size(); i++) {
            RegistrationSecrets.Found secret = held.get(i);
            all.add(
                    secret.toString(),
                    secret.toString(),
                    i,
                    () -> new Entry(reader.ofSecret(secret.toString(), secret.data()), Origin.SECRET));
        }
        all.keep();
        return all;
    }

    /** Looks at these as the clusters of the dynamic configuration; reads their kubeconfigs. */
    Checked check(List<Map<String, Object>> given) {
        Gathering read = read(given, List.of(), Map.of());
        List<String> all = new ArrayList<>(read.complaints.values());
        for (Entry entry : read.entries.values()) {
            try {
                AccessReader.check(entry.cluster().settings("", false));
            } catch (KubeconfigException e) {
                all.add(e.getMessage());
            }
        }
        return new Checked(
                read.entries,
                all.isEmpty()
                        ? Optional.empty()
                        : Optional.of(String.join(" ", all.subList(0, Math.min(all.size(), COMPLAINTS_SHOWN)))));
    }

    /** Those entries that stand beside each other; of two with one name the first. */
    private final class Gathering {
        private final TreeMap<ClusterName, Entry> entries = new TreeMap<>();
        private final TreeMap<String, String> complaints = new TreeMap<>();
        private final Map<ClusterName, String> names = new HashMap<>();
        private final Map<String, Entry> before;
        private final Map<String, Entry> readable = new HashMap<>();

        /** Those that are not taken as they are now, as they were before. */
        private final Map<String, Entry> kept = new TreeMap<>();

        Gathering(Map<String, Entry> before) {
            this.before = before;
        }

        /**
         * @param place where it is, also when it is written anew
         * @param number of entries before it that came in the same way
         */
        void add(String shown, String place, int number, Supplier<Entry> read) {
            if (number >= MAX) {
                complaints.put("", "There are more than " + MAX + " clusters. Register fewer.");
                return;
            }
            try {
                Entry entry = read.get();
                ClusterName name = entry.cluster().name();
                @Nullable
                String other = configured.contains(name) ? "a static cluster" : names.putIfAbsent(name, shown);
                if (other == null) {
                    entries.put(name, entry);
                    readable.put(place, entry);
                    return;
                }
                complaints.put(
                        shown,
                        "`" + shown + ".name` is `" + name + "`, as that of " + other
                                + ". Give each cluster its own name.");
            } catch (IllegalArgumentException e) {
                complaints.put(shown, String.valueOf(e.getMessage()));
            }
            @Nullable Entry known = before.get(place);
            if (known != null) {
                kept.put(place, known);
            }
        }

        /** Takes those that cannot be taken as they are now as they were before, beside all others. */
        void keep() {
            kept.forEach((place, entry) -> {
                readable.put(place, entry);
                entries.putIfAbsent(entry.cluster().name(), entry);
            });
        }
    }
}
