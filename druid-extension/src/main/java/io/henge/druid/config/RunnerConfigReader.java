package io.henge.druid.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.core.attempt.ClusterName;
import io.henge.core.reconcile.Policies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link RunnerConfig} from runtime properties; names and defaults are those of Druid's own runner. */
public final class RunnerConfigReader {
    /** The prefix that the runner shares with Druid's own runners. */
    public static final String PREFIX = "druid.indexer.runner.";

    /** What the one cluster of {@code k8s} is called, in the ledger and wherever clusters have names. */
    public static final ClusterName DEFAULT_CLUSTER = new ClusterName("default");

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration REQUEST_TIMEOUT_MAX = Duration.ofMinutes(10);
    private static final String ADAPTER = "customTemplateAdapter";
    private static final Pattern CLUSTER_KEY = Pattern.compile("clusters(?:\\[(\\d{1,4})]|\\.(\\d{1,4}))\\.(.+)");
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Set<String> CLUSTER_KEYS = new TreeSet<>(Set.of(
            "context", "disabled", "kubeconfigPath", "name", "overlordIdentifier", "requestTimeout", "taskNamespace"));

    /** The keys that only Henge has, by their first word: an unknown one among them is a mistake. */
    private static final Map<String, Set<String>> OWN_KEYS = new TreeMap<>(Map.of(
            "placement", Set.of("startTolerationSeconds"),
            "outcome", Set.of("podEndWait"),
            "health", Set.of(),
            "failover", Set.of(),
            "ledger", Set.of()));

    private final PropertyBag bag;

    private RunnerConfigReader(PropertyBag bag) {
        this.bag = bag;
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
            throw new ConfigException(bag.complaints());
        }
        return config;
    }

    private RunnerConfig read() {
        refuseUnknownKeys();
        return new RunnerConfig(
                clusters(),
                podTemplates(),
                bag.map("labels"),
                bag.map("annotations"),
                bag.text("overlordNamespace", bag.text("namespace", "")),
                bag.text("k8sTaskPodNamePrefix", ""),
                bag.flag("disableClientProxy"),
                bag.period("maxTaskDuration", Duration.ofHours(4)),
                bag.period("taskCleanupDelay", Duration.ofDays(2)),
                policies());
    }

    private Policies policies() {
        Policies defaults = Policies.DEFAULT;
        int toleration = bag.positive(
                "placement.startTolerationSeconds",
                Math.toIntExact(defaults.startToleration().toSeconds()));
        return new Policies(
                bag.positive("capacity", defaults.capacity()),
                defaults.firstLook(),
                bag.period("k8sjobLaunchTimeout", defaults.launchTimeout()),
                Duration.ofSeconds(toleration),
                bag.period("outcome.podEndWait", defaults.podEndWait()),
                bag.period("logSaveTimeout", defaults.logSaveTimeout()),
                defaults.deleteRetry(),
                defaults.ownStorageRoots());
    }

    private void refuseUnknownKeys() {
        OWN_KEYS.forEach((word, known) -> bag.below(word + ".").forEach((key, value) -> {
            if (!known.contains(key)) {
                bag.complain(word + "." + key, value, "There is no such property" + known(known) + ".");
            }
        }));
    }

    private static String known(Set<String> keys) {
        return keys.isEmpty() ? "" : "; known here: " + String.join(", ", new TreeSet<>(keys));
    }

    private SortedMap<String, Path> podTemplates() {
        String adapter = bag.text("k8s.adapter.type", ADAPTER);
        if (!adapter.equals(ADAPTER)) {
            bag.complain("k8s.adapter.type", adapter, "Give " + ADAPTER + ", the one adapter there is.");
        }
        TreeMap<String, Path> templates = new TreeMap<>();
        bag.below("k8s.podTemplate.").forEach((key, value) -> templates.put(key, Path.of(value)));
        if (!templates.containsKey("base")) {
            bag.complain("k8s.podTemplate.base", null, "Give the path of a PodTemplate in YAML.");
        }
        return templates;
    }

    private List<ClusterEntry> clusters() {
        TreeMap<Integer, Map<String, String>> byIndex = new TreeMap<>();
        bag.below("clusters").forEach((rest, value) -> {
            Matcher match = CLUSTER_KEY.matcher("clusters" + rest);
            if (!match.matches()) {
                bag.complain("clusters" + rest, value, "Give clusters[0].name and so on.");
                return;
            }
            int index = Integer.parseInt(match.group(1) != null ? match.group(1) : match.group(2));
            byIndex.computeIfAbsent(index, unused -> new TreeMap<>()).put(match.group(3), value);
        });
        RunnerType type = RunnerType.of(bag.text("type")).orElse(RunnerType.MULTI_K8S);
        if (byIndex.isEmpty() && type != RunnerType.MULTI_K8S) {
            return defaultCluster().stream().toList();
        }
        if (byIndex.isEmpty()) {
            bag.complain("clusters[0].name", null, "Give at least one cluster a name and a taskNamespace.");
        } else if (type == RunnerType.K8S) {
            bag.complain("type", type.value(), "Give " + RunnerType.MULTI_K8S.value() + ", or leave the clusters out.");
        }
        List<ClusterEntry> clusters = new ArrayList<>();
        Set<String> names = new HashSet<>();
        byIndex.forEach((index, keys) -> cluster(index, keys, names).ifPresent(clusters::add));
        if (!clusters.isEmpty() && clusters.stream().allMatch(ClusterEntry::disabled)) {
            bag.complain("clusters[*].disabled", "true", "Leave at least one cluster enabled.");
        }
        return clusters;
    }

    /** The cluster of whoever names none: that of the default client configuration. */
    private Optional<ClusterEntry> defaultCluster() {
        String namespace = bag.text("namespace", "");
        return isLabel("namespace", namespace)
                ? Optional.of(new ClusterEntry(
                        PREFIX.substring(0, PREFIX.length() - 1),
                        DEFAULT_CLUSTER,
                        namespace,
                        null,
                        null,
                        null,
                        false,
                        REQUEST_TIMEOUT))
                : Optional.empty();
    }

    private Optional<ClusterEntry> cluster(int index, Map<String, String> keys, Set<String> names) {
        String start = "clusters[" + index + "].";
        for (Map.Entry<String, String> entry : keys.entrySet()) {
            if (!CLUSTER_KEYS.contains(entry.getKey())) {
                bag.complain(
                        start + entry.getKey(),
                        entry.getValue(),
                        "There is no such property" + known(CLUSTER_KEYS) + ".");
            }
        }
        String name = keys.getOrDefault("name", "").trim();
        String namespace = keys.getOrDefault("taskNamespace", "").trim();
        boolean named = isLabel(start + "name", name) && isNew(start + "name", name, names);
        if (!isLabel(start + "taskNamespace", namespace) || !named) {
            return Optional.empty();
        }
        @Nullable String kubeconfig = blankToNull(keys.get("kubeconfigPath"));
        return Optional.of(new ClusterEntry(
                PREFIX + "clusters[" + index + "]",
                new ClusterName(name),
                namespace,
                kubeconfig == null ? null : Path.of(kubeconfig),
                blankToNull(keys.get("context")),
                blankToNull(keys.get("overlordIdentifier")),
                bag.flag(spelling(index, "disabled")),
                requestTimeout(spelling(index, "requestTimeout"))));
    }

    private Duration requestTimeout(String key) {
        Duration timeout = bag.period(key, REQUEST_TIMEOUT);
        if (timeout.compareTo(REQUEST_TIMEOUT_MAX) > 0) {
            bag.complain(key, bag.text(key), "Give at most PT10M.");
        }
        return timeout;
    }

    private String spelling(int index, String key) {
        String bracketed = "clusters[" + index + "]." + key;
        return bag.text(bracketed) != null ? bracketed : "clusters." + index + "." + key;
    }

    private boolean isLabel(String key, String value) {
        if (DNS_LABEL.matcher(value).matches()) {
            return true;
        }
        bag.complain(
                key,
                value.isEmpty() ? null : value,
                "Give 1 to 63 small letters, digits and hyphens, with a letter or digit at both ends.");
        return false;
    }

    private boolean isNew(String key, String name, Set<String> names) {
        if (names.add(name)) {
            return true;
        }
        bag.complain(key, name, "Another cluster has this name already: give each its own.");
        return false;
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.trim();
    }
}
