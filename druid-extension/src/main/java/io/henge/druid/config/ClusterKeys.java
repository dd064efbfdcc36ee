package io.henge.druid.config;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The keys below {@code clusters[N]}. Whatever else is there is a mistake. */
final class ClusterKeys {
    private static final Set<String> SINGLE = Set.of(
            "adapter.type",
            "capacity",
            "context",
            "cpuCoreInMicro",
            "disableClientProxy",
            "disabled",
            "graceTerminationPeriodSeconds",
            "image",
            "kubeconfigPath",
            "kubexitImage",
            "maxTaskDuration",
            "memory",
            "name",
            "overlordIdentifier",
            "podPatch",
            "primaryContainerName",
            "proxy.http",
            "proxy.https",
            "proxy.noProxy",
            "proxy.password",
            "proxy.user",
            "requestTimeout",
            "serviceAccount",
            "taskCleanupDelay",
            "taskNamespace",
            "weight");

    /** With a key for each entry, or as JSON. */
    private static final List<String> OPEN =
            List.of("annotations", "javaOptsArray", "labels", "nodeSelector", "peonMonitors");

    private static final String TEMPLATE = "podTemplate.";

    private ClusterKeys() {}

    static boolean isKnown(String key) {
        return SINGLE.contains(key)
                || key.startsWith(TEMPLATE)
                || OPEN.stream().anyMatch(open -> key.equals(open) || key.startsWith(open + "."));
    }

    /** All of them, in order. */
    static String all() {
        TreeSet<String> keys = new TreeSet<>(SINGLE);
        keys.addAll(OPEN);
        keys.add(TEMPLATE + "<key>");
        return String.join(", ", keys);
    }
}
