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
 * Makes entries of what the dynamic configuration and Secrets say of clusters, and finds what is wrong with it. Safe for use by
 * several threads.
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

    /**
     * What is to be registered beside the static clusters.
     *
     * @param complaints what is wrong with other entries, by how people know them
     */
    record Wanted(SortedMap<ClusterName, Entry> entries, SortedMap<String, String> complaints) {}

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
            before = new Reading(given, held, read(given, held));
            last = before;
        }
        return before.wanted();
    }

    private Wanted read(List<Map<String, Object>> given, List<RegistrationSecrets.Found> held) {
        Gathering all = new Gathering();
        for (int i = 0; i < given.size(); i++) {
            String shown = "clusters[" + i + "]";
            SortedMap<String, String> keys = GivenClusters.keys(given.get(i));
            all.add(shown, i, () -> new Entry(reader.ofConfiguration(shown, keys), Origin.DYNAMIC));
        }
        for (int i = 0; i < held.size(); i++) {
            RegistrationSecrets.Found secret = held.get(i);
            all.add(
                    secret.toString(),
                    i,
                    () -> new Entry(reader.ofSecret(secret.toString(), secret.data()), Origin.SECRET));
        }
        return new Wanted(all.entries, all.complaints);
    }

    /** What is wrong with these as the clusters of the dynamic configuration, in words; reads their kubeconfigs. */
    Optional<String> complaint(List<Map<String, Object>> given) {
        Wanted wanted = read(given, List.of());
        List<String> all = new ArrayList<>(wanted.complaints().values());
        for (Entry entry : wanted.entries().values()) {
            try {
                AccessReader.check(entry.cluster().settings("", false));
            } catch (KubeconfigException e) {
                all.add(e.getMessage());
            }
        }
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(" ", all.subList(0, Math.min(all.size(), COMPLAINTS_SHOWN))));
    }

    /** Those entries that stand beside each other; of two with one name the first. */
    private final class Gathering {
        private final TreeMap<ClusterName, Entry> entries = new TreeMap<>();
        private final TreeMap<String, String> complaints = new TreeMap<>();
        private final Map<ClusterName, String> names = new HashMap<>();

        /** @param number of entries before it that came in the same way */
        void add(String shown, int number, Supplier<Entry> read) {
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
                } else {
                    complaints.put(
                            shown,
                            "`" + shown + ".name` is `" + name + "`, as that of " + other
                                    + ". Give each cluster its own name.");
                }
            } catch (IllegalArgumentException e) {
                complaints.put(shown, String.valueOf(e.getMessage()));
            }
        }
    }
}
