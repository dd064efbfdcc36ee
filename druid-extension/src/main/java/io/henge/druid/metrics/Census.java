package io.henge.druid.metrics;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.report.AttemptReport;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many attempts are what, and since when the first of them, gathered in one pass over all. For one thread. */
final class Census {
    private final Map<ClusterName, Local> locals = new TreeMap<>();
    private long waiting;
    private @Nullable Instant waitingSince;

    /** Those of one cluster. */
    static final class Local {
        private long starting;
        private long running;
        private @Nullable Instant limboSince;
        private @Nullable Instant debtSince;

        long starting() {
            return starting;
        }

        long running() {
            return running;
        }

        /** Since when it is not known whether the first of those in limbo runs; null where there is none. */
        @Nullable
        Instant limboSince() {
            return limboSince;
        }

        /** When the first of those ended whose Jobs are not confirmed gone; null where there is none. */
        @Nullable
        Instant debtSince() {
            return debtSince;
        }

        private void add(AttemptReport report, Attempt attempt) {
            switch (report.state()) {
                case PLACED, PENDING, SUSPENDED -> starting++;
                case RUNNING -> running++;
                case LIMBO -> limboSince = earlier(limboSince, report.progress().since());
                case WAITING, ENDED, FENCED -> {}
            }
            if (report.purgeDebt()) {
                @Nullable Instant ended = attempt.endedAt();
                debtSince = earlier(debtSince, ended == null ? report.progress().since() : ended);
            }
        }
    }

    Census(Collection<AttemptReport> reports) {
        reports.forEach(this::add);
    }

    private void add(AttemptReport report) {
        @Nullable Attempt attempt = report.attempt();
        if (attempt != null) {
            locals.computeIfAbsent(attempt.cluster(), first -> new Local()).add(report, attempt);
        } else if (report.state() == AttemptReport.State.WAITING) {
            waiting++;
            waitingSince = earlier(waitingSince, report.demand().acceptedAt());
        }
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }

    /** How many tasks have no cluster. */
    long waiting() {
        return waiting;
    }

    /** Since when the first of them has waited; null where none does. */
    @Nullable
    Instant waitingSince() {
        return waitingSince;
    }

    Local on(ClusterName cluster) {
        return locals.getOrDefault(cluster, new Local());
    }
}
