package io.henge.kubernetes.check;

import io.henge.kubernetes.call.Calls;
import io.henge.kubernetes.call.NamedThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Looks at many clusters at a time. One that hangs costs the others nothing, and is given up after its own limit. */
public final class FleetCheck {
    /** Each holds one connection, and no more than a person would mind on one machine. */
    private static final int AT_ONCE_MAX = 32;

    private FleetCheck() {}

    /** Runs all checks to their ends, each within its limit; the reports come in the order of the checks. */
    public static FleetReport run(List<ClusterCheck> checks) {
        if (checks.isEmpty()) {
            return new FleetReport(List.of());
        }
        int threads = Math.min(AT_ONCE_MAX, checks.size());
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, new NamedThreads("all", "check-timer"));
        try (Calls calls = new Calls("all", "check", threads, checks.size(), timer)) {
            List<CompletionStage<CheckedCluster>> reports = new ArrayList<>();
            Duration all = checks.stream().map(ClusterCheck::limit).reduce(Duration.ZERO, Duration::plus);
            checks.forEach(check -> reports.add(calls.submit(check, all, check.limit())));
            return new FleetReport(reports.stream()
                    .map(report -> report.toCompletableFuture().join())
                    .toList());
        } finally {
            timer.shutdownNow();
        }
    }
}
