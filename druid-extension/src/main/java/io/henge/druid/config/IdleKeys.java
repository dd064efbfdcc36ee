package io.henge.druid.config;

import java.time.Duration;
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
}
