package io.henge.druid.metrics;

import com.google.common.collect.ImmutableList;

/** Every metric that is sent, by the names that people see. docs/reference/metrics.md is made from it. */
enum Metric {
    PENDING_TIME(
            "task/pending/time",
            Kind.TASK,
            "from when this Overlord first heard of the task until its pod is seen running"),
    STARTUP_TIME(
            "k8s/peon/startup/time",
            Kind.TASK,
            "from the placement (before the Job is created) until the pod is seen running"),
    LAUNCH_TIME("k8s/launch/time", Kind.TASK, "from the placement until the cluster is known to have the Job"),
    OUTCOME_LAG(
            "k8s/outcome/lag",
            Kind.END,
            "from when the loop knew how the task ended until Druid was told, which waits for the ledger; `taskStatus` is `SUCCESS` or `FAILED`, so that its count is that of failed tasks per cluster"),

    API_TIME(
            "k8s/api/time",
            Kind.REQUEST,
            "one request to an API server; for `watch` and `log`, until the answer began"),
    API_ERROR_COUNT(
            "k8s/api/error/count",
            Kind.REQUEST,
            "1 for each answer of 400 or more, and for each request without an answer (`code` 0)"),
    LEDGER_TIME("k8s/ledger/time", Kind.TRANSACTION, "one transaction of the ledger, also a refused one"),

    WAITING_COUNT("k8s/task/waiting/count", Kind.RUNNER, "tasks that belong to no cluster yet"),
    PENDING_COUNT("k8s/task/pending/count", Kind.CLUSTER, "attempts that are placed there and do not run yet"),
    RUNNING_COUNT("k8s/task/running/count", Kind.CLUSTER, "attempts that run there"),
    LIMBO_COUNT("k8s/task/limbo/count", Kind.CLUSTER, "attempts there that cannot be observed"),
    SLOT_USED_COUNT("k8s/slot/used/count", Kind.CLUSTER, "attempts that hold a place there"),
    SLOT_FREE_COUNT(
            "k8s/slot/free/count",
            Kind.CLUSTER,
            "how many more may be placed there now, by its capacity and that over all clusters; 0 where none may go"),
    PURGE_DEBT_COUNT(
            "k8s/purgeDebt/count", Kind.CLUSTER, "attempts that are over there and whose Jobs are not confirmed gone"),
    WATCH_AGE(
            "k8s/watch/age",
            Kind.CLUSTER,
            "how long the more silent of the two watches has said nothing; a quiet cluster reaches about a minute"),
    FENCE_REFUSED_COUNT(
            "k8s/fence/refused/count", Kind.RUNNER, "actions of stale attempts refused since the period before"),
    LOOP_LAG("k8s/loop/lag", Kind.RUNNER, "the longest that anything waited for the loop since the period before"),
    LOOP_FAULT_COUNT(
            "k8s/loop/fault/count",
            Kind.RUNNER,
            "thoughts of Henge about one task, cluster or request that failed by a fault of its own since the period before; the others go on. The log has the first of each task, cluster and request, with its trace. Other than 0 is worth a report");

    /** What a metric is about, which says when it is sent and with which dimensions. */
    enum Kind {
        /** Beside these, {@code tags} where the task's context has them. */
        TASK("taskId", "taskType", "dataSource", "groupId", Sample.CLUSTER),
        /** Likewise. */
        END("taskId", "taskType", "dataSource", "groupId", Sample.CLUSTER, "taskStatus"),
        REQUEST(Sample.CLUSTER, "verb", "code"),
        TRANSACTION("writes"),
        RUNNER(),
        CLUSTER(Sample.CLUSTER);

        private final ImmutableList<String> dimensions;

        Kind(String... dimensions) {
            this.dimensions = ImmutableList.copyOf(dimensions);
        }

        ImmutableList<String> dimensions() {
            return dimensions;
        }
    }

    private final String sentAs;
    private final Kind kind;
    private final String meaning;

    Metric(String sentAs, Kind kind, String meaning) {
        this.sentAs = sentAs;
        this.kind = kind;
        this.meaning = meaning;
    }

    String sentAs() {
        return sentAs;
    }

    Kind kind() {
        return kind;
    }

    /** What the value is, in Markdown. */
    String meaning() {
        return meaning;
    }
}
