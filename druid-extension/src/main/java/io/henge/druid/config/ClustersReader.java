package io.henge.druid.config;

import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.ClusterProfile;
import io.henge.druid.config.Property.Scope;
import io.henge.kubernetes.access.ApiRoute;
import io.henge.kubernetes.access.ProbePace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code clusters[N]}, or makes the one cluster of whoever names none. */
final class ClustersReader {
    private static final Duration REQUEST_TIMEOUT =
            Duration.parse(PropertyTable.of("requestTimeout", Scope.CLUSTER).absent());
    private static final Pattern KEY = Pattern.compile("(\\d{1,4})\\.(.+)");

    private final PropertyBag bag;
    private final Section common;
    private final ProbePace probing;

    /** Who has a name, and who a namespace of a cluster; both by the spelling of who was first. */
    private final Map<String, String> names = new HashMap<>();

    private final Map<List<String>, String> places = new HashMap<>();

    private final RunnerType type;

    ClustersReader(PropertyBag bag, RunnerType type) {
        this.bag = bag;
        this.type = type;
        this.common = Section.commonOf(bag);
        this.probing = new ProbePace(common.period("health.probeInterval"), common.period("health.probeTimeout"));
    }

    List<ClusterEntry> read() {
        Set<Integer> indices = indices();
        if (indices.isEmpty() && type != RunnerType.MULTI_K8S) {
            return defaultCluster().stream().toList();
        }
        if (indices.isEmpty()) {
            complain("clusters[0].name", null, "Give at least one cluster a name and a taskNamespace.");
        } else if (type == RunnerType.K8S) {
            complain("type", type.value(), "Give " + RunnerType.MULTI_K8S.value() + ", or leave the clusters out.");
        }
        List<ClusterEntry> clusters = new ArrayList<>();
        for (int index : indices) {
            cluster(Section.ofCluster(bag, index)).ifPresent(clusters::add);
        }
        if (!clusters.isEmpty() && clusters.stream().allMatch(ClusterEntry::disabled)) {
            complain("clusters[*].disabled", "true", "Leave at least one cluster enabled.");
        }
        return clusters;
    }

    private Set<Integer> indices() {
        TreeSet<Integer> indices = new TreeSet<>();
        bag.below("clusters").forEach((rest, value) -> {
            if (!rest.startsWith(".") && !rest.startsWith("[")) {
                return;
            }
            Matcher match = KEY.matcher(rest.substring(1));
            if (!match.matches()) {
                bag.complain(value, "Give clusters[0].name and so on.");
                return;
            }
            indices.add(Integer.valueOf(match.group(1)));
        });
        return indices;
    }

    /** That of the default client configuration. */
    private Optional<ClusterEntry> defaultCluster() {
        boolean placed = common.hasDnsLabel("namespace");
        String namespace = common.text("namespace", "");
        ClusterEntry entry = new ClusterEntry(
                common.spelled("type") + "=" + type.value(),
                RunnerConfigReader.DEFAULT_CLUSTER,
                namespace,
                new ApiRoute(null, null, REQUEST_TIMEOUT, ProxyReader.read(common)).probed(probing),
                false,
                ClusterProfile.PLAIN,
                new PodReader(common).read(common.text("overlordNamespace", namespace)));
        return placed ? Optional.of(entry) : Optional.empty();
    }

    /** One of them; empty where it is complained of that it is nowhere. */
    Optional<ClusterEntry> cluster(Section section) {
        Section own = section.alone();
        boolean named = own.hasDnsLabel("name") && isNew(own, own.text("name", ""));
        boolean placed = own.hasDnsLabel("taskNamespace");
        String namespace = own.text("taskNamespace", "");
        @Nullable Path kubeconfig = own.path("kubeconfigPath");
        @Nullable String context = own.text("context");
        if (placed) {
            refuseTwice(own, kubeconfig, context, namespace);
        }
        @Nullable String identifier = own.labelValue("overlordIdentifier");
        boolean disabled = own.flag("disabled");
        ClusterProfile profile = ProfileReader.read(own, bag);
        ApiRoute route = new ApiRoute(kubeconfig, context, own.period("requestTimeout"), ProxyReader.read(section))
                .probed(probing);
        PodConfig pod = new PodReader(section)
                .read(identifier == null ? common.text("overlordNamespace", namespace) : identifier);
        if (!named || !placed) {
            return Optional.empty();
        }
        String spelled = own.spelled("");
        return Optional.of(new ClusterEntry(
                spelled.substring(0, spelled.length() - 1),
                new ClusterName(own.text("name", "")),
                namespace,
                route,
                disabled,
                profile,
                pod));
    }

    private boolean isNew(Section own, String name) {
        if (names.putIfAbsent(name, own.shown()) == null) {
            return true;
        }
        bag.complain(own.spelled("name"), name, "Another cluster has this name already: give each its own.");
        return false;
    }

    /** Two entries for one namespace would each take the other's Jobs for their own. */
    private void refuseTwice(Section own, @Nullable Path kubeconfig, @Nullable String context, String namespace) {
        String file = kubeconfig == null
                ? ""
                : kubeconfig.toAbsolutePath().normalize().toString();
        @Nullable
        String other = places.putIfAbsent(
                List.of(file, context == null ? "" : context, namespace), own.spelled("taskNamespace"));
        if (other != null) {
            bag.complain(
                    own.spelled("taskNamespace"),
                    namespace,
                    "`" + other + "` is the same namespace of the same cluster: leave one of the two out.");
        }
    }

    private void complain(String key, @Nullable String raw, String expected) {
        bag.complain(common.spelled(key), raw, expected);
    }
}
