package io.henge.druid.config;

import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.ClusterLimits;
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
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration REQUEST_TIMEOUT_MAX = Duration.ofMinutes(10);
    private static final Pattern KEY = Pattern.compile("(\\d{1,4})\\.(.+)");
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final PropertyBag bag;
    private final Section common;

    /** Who has a name, and who a namespace of a cluster; both by the spelling of who was first. */
    private final Map<String, String> names = new HashMap<>();

    private final Map<List<String>, String> places = new HashMap<>();

    ClustersReader(PropertyBag bag) {
        this.bag = bag;
        this.common = Section.commonOf(bag);
    }

    List<ClusterEntry> read() {
        RunnerType type = RunnerType.of(common.text("type")).orElse(RunnerType.MULTI_K8S);
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
            Matcher match = KEY.matcher(rest.startsWith(".") ? rest.substring(1) : rest);
            if (!match.matches()) {
                bag.complain(value, "Give clusters[0].name and so on.");
                return;
            }
            indices.add(Integer.valueOf(match.group(1)));
            if (!ClusterKeys.isKnown(match.group(2))) {
                bag.complain(value, "There is no such property; known here: " + ClusterKeys.all() + ".");
            }
        });
        return indices;
    }

    /** That of the default client configuration. */
    private Optional<ClusterEntry> defaultCluster() {
        String namespace = common.text("namespace", "");
        return isLabel(common, "namespace", namespace)
                ? Optional.of(new ClusterEntry(
                        bag.prefix().substring(0, bag.prefix().length() - 1),
                        RunnerConfigReader.DEFAULT_CLUSTER,
                        namespace,
                        null,
                        null,
                        common.text("overlordNamespace", namespace),
                        false,
                        ClusterLimits.NONE,
                        REQUEST_TIMEOUT,
                        ProxyReader.read(common),
                        new PodReader(common).read()))
                : Optional.empty();
    }

    private Optional<ClusterEntry> cluster(Section section) {
        Section own = section.alone();
        String name = own.text("name", "");
        String namespace = own.text("taskNamespace", "");
        boolean named = isLabel(own, "name", name) && isNew(own, name);
        if (!isLabel(own, "taskNamespace", namespace) || !named) {
            return Optional.empty();
        }
        @Nullable String kubeconfig = own.text("kubeconfigPath");
        @Nullable String context = own.text("context");
        refuseTwice(own, kubeconfig, context, namespace);
        String spelled = own.spelled("");
        return Optional.of(new ClusterEntry(
                spelled.substring(0, spelled.length() - 1),
                new ClusterName(name),
                namespace,
                kubeconfig == null ? null : Path.of(kubeconfig),
                context,
                own.text("overlordIdentifier", common.text("overlordNamespace", namespace)),
                own.flag("disabled"),
                limits(own),
                requestTimeout(own),
                ProxyReader.read(section),
                new PodReader(section).read()));
    }

    private static ClusterLimits limits(Section own) {
        ClusterLimits none = ClusterLimits.NONE;
        return new ClusterLimits(own.positive("capacity", none.capacity()), (int)
                own.number("weight", 1, ClusterLimits.WEIGHT_MAX, none.weight()));
    }

    private static Duration requestTimeout(Section own) {
        Duration timeout = own.period("requestTimeout", REQUEST_TIMEOUT);
        @Nullable PropertyValue given = own.find("requestTimeout");
        if (given != null && timeout.compareTo(REQUEST_TIMEOUT_MAX) > 0) {
            own.bag().complain(given, "Give at most PT10M.");
        }
        return timeout;
    }

    private boolean isLabel(Section section, String key, String value) {
        if (DNS_LABEL.matcher(value).matches()) {
            return true;
        }
        bag.complain(
                section.spelled(key),
                value,
                "Give 1 to 63 small letters, digits and hyphens, with a letter or digit at both ends.");
        return false;
    }

    private boolean isNew(Section own, String name) {
        if (names.putIfAbsent(name, own.shown()) == null) {
            return true;
        }
        bag.complain(own.spelled("name"), name, "Another cluster has this name already: give each its own.");
        return false;
    }

    /** Two entries for one namespace would each take the other's Jobs for their own. */
    private void refuseTwice(Section own, @Nullable String kubeconfig, @Nullable String context, String namespace) {
        String file = kubeconfig == null
                ? ""
                : Path.of(kubeconfig).toAbsolutePath().normalize().toString();
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
