package io.henge.druid.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Properties of Druid's own runner that mean nothing here, or that have a better name: checked, and told once. */
final class IdleKeys {
    private static final Map<String, String> PERIODS = new TreeMap<>(Map.of(
            "taskJoinTimeout", "the runner waits for no task when it starts",
            "taskCleanupInterval", "what is left over is found by watching, at once",
            "k8sSharedInformerResyncPeriod", "clusters are always watched, with a limit on the age of a watch"));

    private static final String HTTP = "k8sAndWorker.http.";

    private static final List<String> SELECTORS = List.of("roundrobin", "random", "leastTask");

    private IdleKeys() {}

    static void check(PropertyBag bag) {
        Section common = Section.commonOf(bag);
        PERIODS.forEach((key, why) -> {
            common.period(key, Duration.ofMinutes(1));
            idle(common, key, why);
        });
        if (common.flag("useK8sSharedInformers")) {
            idle(common, "useK8sSharedInformers", "clusters are always watched");
        }
        bag.below(HTTP)
                .values()
                .forEach(value -> bag.note(
                        value, "has no effect: each cluster has its own client with threads of a fixed number."));
        deprecated(common);
        selector(common);
    }

    private static void idle(Section common, String key, String why) {
        @Nullable PropertyValue value = common.find(key);
        if (value != null) {
            common.bag().note(value, "has no effect: " + why + ".");
        }
    }

    private static void deprecated(Section common) {
        @Nullable PropertyValue sidecars = common.find("sidecarSupport");
        if (sidecars != null) {
            common.bag()
                    .note(
                            sidecars,
                            "is deprecated: give `" + common.spelled("k8s.adapter.type")
                                    + "` the value overlordMultiContainer instead.");
        }
    }

    private static void selector(Section common) {
        @Nullable PropertyValue selector = common.find("clusterSelector.type");
        if (selector != null && !SELECTORS.contains(selector.text())) {
            common.bag().complain(selector, "Give one of " + String.join(", ", SELECTORS) + ".");
        } else if (selector != null && !SELECTORS.get(0).equals(selector.text())) {
            common.bag().note(selector, "is taken for roundrobin.");
        }
    }
}
