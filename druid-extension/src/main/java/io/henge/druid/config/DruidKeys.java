package io.henge.druid.config;

import java.util.List;
import java.util.Set;

/**
 * The keys below {@link RunnerConfigReader#PREFIX} that Druid reads itself, wherever its runners or workers share the prefix;
 * they mean nothing to Henge, and are no mistakes.
 */
final class DruidKeys {
    /** Of Druid's HTTP remote runner, which runs tasks on workers beside clusters. */
    static final List<String> OF_WORKER_RUNNER = List.of(
            "assignRequestHttpTimeout",
            "assignRequestMaxRetries",
            "maxPercentageBlacklistWorkers",
            "maxRetriesBeforeBlacklist",
            "maxZnodeBytes",
            "minWorkerVersion",
            "parallelIndexTaskSlotRatio",
            "pendingTasksRunnerNumThreads",
            "serverUnstabilityTimeout",
            "shutdownRequestHttpTimeout",
            "shutdownRequestMaxRetries",
            "syncRequestTimeout",
            "taskAssignmentTimeout",
            "taskCleanupTimeout",
            "taskShutdownLinkTimeout",
            "workerBlackListBackoffTime",
            "workerBlackListCleanupPeriod",
            "workerSyncNumThreads");

    /** Of workers themselves, whose properties may be in a file that all processes share. */
    static final List<String> OF_WORKERS =
            List.of("allowedPrefixes", "classpath", "endPort", "javaCommand", "javaOpts", "ports", "startPort");

    /** Those of them that are lists, so that an element may have a key of its own. */
    private static final Set<String> LISTS = Set.of("allowedPrefixes", "ports");

    private DruidKeys() {}

    /** @param key without the prefix, with dots before indices */
    static boolean includes(String key) {
        int dot = key.indexOf('.');
        String first = dot < 0 ? key : key.substring(0, dot);
        return (dot < 0 || LISTS.contains(first)) && (OF_WORKER_RUNNER.contains(first) || OF_WORKERS.contains(first));
    }
}
