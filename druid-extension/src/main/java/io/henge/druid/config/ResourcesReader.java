package io.henge.druid.config;

import io.henge.core.attempt.Resources;
import io.henge.kubernetes.request.Quantities;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads what a cluster has for pods, where an operator says so. */
final class ResourcesReader {
    private static final String KEY = "resources";

    /** Kubernetes documentation, Resource Management for Pods and Containers: its own, and others with their domain. */
    private static final Pattern NAME = Pattern.compile("cpu|memory|ephemeral-storage|pods|hugepages-[1-9][0-9]*[KMG]i"
            + "|[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");

    private ResourcesReader() {}

    /** Nothing where nothing is said; what is said and is no amount of a resource is complained of, each by its own key. */
    static Resources read(Section own) {
        TreeMap<String, Long> amounts = new TreeMap<>();
        own.map(KEY).forEach((name, text) -> {
            Optional<Long> amount = text.startsWith("-") ? Optional.empty() : Quantities.amount(name, text);
            if (!NAME.matcher(name).matches()) {
                complain(
                        own,
                        name,
                        text,
                        "There is no such resource. Give cpu, memory, ephemeral-storage, pods, hugepages-2Mi and the like, or one "
                                + "with its domain, such as nvidia.com/gpu.");
            } else if (amount.isEmpty()) {
                complain(own, name, text, "Give a quantity as Kubernetes has them, such as 64, 500m or 256Gi.");
            } else {
                amounts.put(name, amount.get());
            }
        });
        return new Resources(amounts);
    }

    private static void complain(Section own, String name, String text, String expected) {
        own.bag().complain(own.spelled(KEY + "." + name), text, expected);
    }
}
