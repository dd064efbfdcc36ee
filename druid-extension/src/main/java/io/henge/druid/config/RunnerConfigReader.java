package io.henge.druid.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.ClusterLimits;
import io.henge.core.placement.Selector;
import io.henge.core.placement.Sharing;
import io.henge.core.reconcile.Policies;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@link RunnerConfig} from runtime properties; names and defaults are those of Druid's own runner. */
public final class RunnerConfigReader {
    /** The prefix that the runner shares with Druid's own runners. */
    public static final String PREFIX = "druid.indexer.runner.";

    /** What the one cluster of {@code k8s} is called, in the ledger and wherever clusters have names. */
    public static final ClusterName DEFAULT_CLUSTER = new ClusterName("default");

    /** The keys that only Henge has, by their first word: an unknown one among them is a mistake. */
    private static final Map<String, Set<String>> OWN_KEYS = new TreeMap<>(Map.of(
            "placement", Set.of("startTolerationSeconds"),
            "outcome", Set.of("podEndWait"),
            "health", Set.of(),
            "failover", Set.of(),
            "ledger", Set.of()));

    private final PropertyBag bag;
    private final Section common;

    private RunnerConfigReader(PropertyBag bag) {
        this.bag = bag;
        this.common = Section.commonOf(bag);
    }

    /**
     * The configuration that {@code properties} describe.
     *
     * @throws ConfigException with every complaint, if there is any
     */
    public static RunnerConfig read(Properties properties, ObjectMapper json) {
        PropertyBag bag = new PropertyBag(properties, PREFIX, json);
        RunnerConfig config = new RunnerConfigReader(bag).read();
        if (!bag.complaints().isEmpty()) {
            throw new ConfigException(List.copyOf(new LinkedHashSet<>(bag.complaints())));
        }
        return config;
    }

    private RunnerConfig read() {
        refuseUnknownKeys();
        IdleKeys.check(bag);
        List<ClusterEntry> clusters = new ClustersReader(bag).read();
        return new RunnerConfig(
                clusters,
                overlordPodNamespace(clusters),
                common.text("k8sTaskPodNamePrefix", ""),
                common.flag("disableClientProxy"),
                policies(clusters),
                bag.notes());
    }

    private Policies policies(List<ClusterEntry> clusters) {
        Policies defaults = Policies.DEFAULT;
        TreeMap<ClusterName, ClusterLimits> limits = new TreeMap<>();
        clusters.forEach(cluster -> limits.put(cluster.name(), cluster.limits()));
        int toleration = common.positive(
                "placement.startTolerationSeconds",
                Math.toIntExact(defaults.startToleration().toSeconds()));
        return new Policies(
                common.positive("capacity", defaults.capacity()),
                new Sharing(selector(), limits),
                defaults.firstLook(),
                common.period("k8sjobLaunchTimeout", defaults.launchTimeout()),
                Duration.ofSeconds(toleration),
                common.period("outcome.podEndWait", defaults.podEndWait()),
                common.period("logSaveTimeout", defaults.logSaveTimeout()),
                defaults.deleteRetry(),
                defaults.ownStorageRoots(),
                common.flag("debugJobs"));
    }

    private Selector selector() {
        @Nullable PropertyValue given = common.find("clusterSelector.type");
        Optional<Selector> known = given == null ? Optional.empty() : Selector.of(given.text());
        if (given != null && known.isEmpty()) {
            bag.complain(
                    given,
                    "Give one of "
                            + Stream.of(Selector.values()).map(Selector::value).collect(Collectors.joining(", "))
                            + ".");
        }
        return known.orElse(Policies.DEFAULT.sharing().selector());
    }

    private void refuseUnknownKeys() {
        OWN_KEYS.forEach((word, known) -> bag.below(word + ".").forEach((key, value) -> {
            if (!known.contains(key)) {
                bag.complain(value, "There is no such property" + known(known) + ".");
            }
        }));
    }

    private static String known(Set<String> keys) {
        return keys.isEmpty() ? "" : "; known here: " + String.join(", ", new TreeSet<>(keys));
    }

    /** Where the Overlord's own pod is, in the order in which Druid's own runner looks. */
    private @Nullable String overlordPodNamespace(List<ClusterEntry> clusters) {
        if (clusters.stream().noneMatch(cluster -> cluster.pod().adapter().isOverlord())) {
            return null;
        }
        @Nullable String named = common.text("overlordNamespace");
        @Nullable String namespace = named == null ? common.text("namespace") : named;
        List<ClusterEntry> enabled =
                clusters.stream().filter(cluster -> !cluster.disabled()).toList();
        if (namespace == null && enabled.size() == 1 && enabled.get(0).kubeconfig() == null) {
            return enabled.get(0).namespace();
        }
        if (namespace == null) {
            bag.complain(
                    common.spelled("overlordNamespace"),
                    null,
                    "Give the namespace of the Overlord's own pod, from which the Overlord adapters make the peons'.");
        }
        return namespace;
    }
}
