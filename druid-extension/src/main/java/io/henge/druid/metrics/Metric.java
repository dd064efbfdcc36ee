package io.henge.druid.metrics;

import com.google.common.collect.ImmutableList;

/** Every metric that is told, by the names that people see. docs/reference/metrics.md is made from it. */
enum Metric {
    PENDING_TIME(
            "task/pending/time",
            Kind.TASK,
            Shape.HISTOGRAM,
            "from when this Overlord first heard of the task until its pod is seen running"),
    STARTUP_TIME(
            "k8s/peon/startup/time",
            Kind.TASK,
            Shape.HISTOGRAM,
            "from the placement (before the Job is created) until the pod is seen running"),
    LAUNCH_TIME(
            "k8s/launch/time",
            Kind.TASK,
            Shape.HISTOGRAM,
            "from the placement until the cluster is known to have the Job"),
    OUTCOME_LAG(
            "k8s/outcome/lag",
            Kind.END,
            Shape.HISTOGRAM,
            "from when the loop knew how the task ended until Druid was told, which waits for the ledger; `taskStatus` is `SUCCESS` or `FAILED`, so that its count is that of failed tasks per cluster"),

    API_TIME(
            "k8s/api/time",
            Kind.REQUEST,
            Shape.HISTOGRAM,
            "one request to an API server; for `watch` and `log`, until the answer began"),
    API_ERROR_COUNT(
            "k8s/api/error/count",
            Kind.REQUEST,
            Shape.COUNTER,
            "1 for each answer of 400 or more, and for each request without an answer (`code` 0)"),
    LEDGER_TIME(
            "k8s/ledger/time", Kind.TRANSACTION, Shape.HISTOGRAM, "one transaction of the ledger, also a refused one"),

    FAILOVER_COUNT(
            "k8s/failover/count",
            Kind.FAILOVER,
            Shape.COUNTER,
            "1 for each attempt that was taken from its cluster, whose right to act has ended; `trigger` as in `henge failovers`"),
    FAILOVER_FORESEEN_COUNT(
            "k8s/failover/foreseen/count",
            Kind.FAILOVER,
            Shape.COUNTER,
            "1 for each attempt that would have been taken away if failover did not only observe"),

    LEADER_SINCE("k8s/leader/since", Kind.LEADER, Shape.MOMENT, "when this Overlord began to lead"),
    CLUSTER_STATE(
            "k8s/cluster/state",
            Kind.STATE,
            Shape.NUMBER,
            "1 for the [state](health-states.md) that is taken for true of the cluster, 0 for each of the others"),
    CLUSTER_OBSERVED(
            "k8s/cluster/observed",
            Kind.CLUSTER,
            Shape.NUMBER,
            "1 while the cluster is listed and watched, 0 while nobody sees what it has"),
    EVIDENCE_AGE(
            "k8s/evidence/age",
            Kind.CHANNEL,
            Shape.SPAN,
            "how long ago the cluster last gave a sign of life by that channel; nothing of a channel that never did"),
    CREDENTIALS_EXPIRY(
            "k8s/credentials/expiry",
            Kind.CLUSTER,
            Shape.MOMENT,
            "when the token or the certificate runs out with which the cluster is reached; nothing where neither says so, or a program gives them anew"),
    WAITING_COUNT("k8s/task/waiting/count", Kind.RUNNER, Shape.NUMBER, "tasks that belong to no cluster yet"),
    WAITING_AGE(
            "k8s/task/waiting/age",
            Kind.RUNNER,
            Shape.SPAN,
            "how long that task has waited for a cluster, since this Overlord heard of it, that has waited longest; 0 where none waits"),
    PENDING_COUNT(
            "k8s/task/pending/count", Kind.CLUSTER, Shape.NUMBER, "attempts that are placed there and do not run yet"),
    RUNNING_COUNT("k8s/task/running/count", Kind.CLUSTER, Shape.NUMBER, "attempts that run there"),
    LIMBO_COUNT("k8s/task/limbo/count", Kind.CLUSTER, Shape.NUMBER, "attempts there that cannot be observed"),
    LIMBO_AGE(
            "k8s/task/limbo/age",
            Kind.CLUSTER,
            Shape.SPAN,
            "how long that attempt has been so, by what this Overlord knows, which has been so longest; 0 where there is none"),
    SLOT_USED_COUNT("k8s/slot/used/count", Kind.CLUSTER, Shape.NUMBER, "attempts that hold a place there"),
    SLOT_FREE_COUNT(
            "k8s/slot/free/count",
            Kind.CLUSTER,
            Shape.NUMBER,
            "how many more may be placed there now, by its capacity and that over all clusters; 0 where none may go"),
    PURGE_DEBT_COUNT(
            "k8s/purgeDebt/count",
            Kind.CLUSTER,
            Shape.NUMBER,
            "attempts that are over there and whose Jobs are not confirmed gone"),
    PURGE_DEBT_AGE(
            "k8s/purgeDebt/age",
            Kind.CLUSTER,
            Shape.SPAN,
            "how long ago the first of these ended; 0 where there is none"),
    FAILOVER_BLOCKED_COUNT(
            "k8s/failover/blocked/count",
            Kind.CLUSTER,
            Shape.NUMBER,
            "attempts there, while the cluster is silent, that nothing takes away by itself"),
    FAILOVER_OVERDUE_AGE(
            "k8s/failover/overdue/age",
            Kind.CLUSTER,
            Shape.SPAN,
            "how long ago the first attempt was to be taken from there that has not been; 0 where it is not time"),
    WATCH_AGE(
            "k8s/watch/age",
            Kind.CLUSTER,
            Shape.SPAN,
            "how long the more silent of the two watches has said nothing; a quiet cluster reaches about a minute"),
    FENCE_REFUSED_COUNT(
            "k8s/fence/refused/count", Kind.RUNNER, Shape.COUNTER, "actions of stale attempts that were refused"),
    LOOP_LAG(
            "k8s/loop/lag",
            Kind.RUNNER,
            Shape.HISTOGRAM,
            "how long what the loop takes in has waited for it; in events only the longest since the period before"),
    LOOP_TURN_TIME(
            "k8s/loop/turn/time",
            Kind.RUNNER,
            Shape.HISTOGRAM,
            "how long a turn of the loop takes; in events only the longest since the period before"),
    LOOP_FAULT_COUNT(
            "k8s/loop/fault/count",
            Kind.RUNNER,
            Shape.COUNTER,
            "thoughts of Henge about one task, cluster or request that failed by a fault of its own; the others go on. The log has the first of each task, cluster and request, with its trace. Other than 0 is worth a report");

    /** What a metric is about, which says when it is sent and with which dimensions. */
    enum Kind {
        /** Beside these, {@code tags} where the task's context has them. */
        TASK(ImmutableList.of("taskType", Sample.CLUSTER), "taskId", "dataSource", "groupId"),
        /** Likewise. */
        END(ImmutableList.of("taskType", Sample.CLUSTER, "taskStatus"), "taskId", "dataSource", "groupId"),
        REQUEST(ImmutableList.of(Sample.CLUSTER, "verb", "code")),
        TRANSACTION(ImmutableList.of(), "writes"),
        FAILOVER(ImmutableList.of(Sample.CLUSTER, "trigger")),
        LEADER(ImmutableList.of("holder")),
        RUNNER(ImmutableList.of()),
        CLUSTER(ImmutableList.of(Sample.CLUSTER)),
        STATE(ImmutableList.of(Sample.CLUSTER, "state")),
        CHANNEL(ImmutableList.of(Sample.CLUSTER, "channel"));

        private final ImmutableList<String> bounded;
        private final ImmutableList<String> endless;

        Kind(ImmutableList<String> bounded, String... endless) {
            this.bounded = bounded;
            this.endless = ImmutableList.copyOf(endless);
        }

        ImmutableList<String> dimensions() {
            return ImmutableList.<String>builder()
                    .addAll(endless)
                    .addAll(bounded)
                    .build();
        }

        /** Those that have only so many values, and so may make series of their own. */
        ImmutableList<String> bounded() {
            return bounded;
        }
    }

    /** What the values of a metric are. */
    enum Shape {
        /** How often something has happened: in events since the one before, for Prometheus since the term began. */
        COUNTER,
        /** How many there are now. */
        NUMBER,
        /** How long something has been so. */
        SPAN,
        /** When something was, or will be. */
        MOMENT,
        /** How long something took, each time. */
        HISTOGRAM;

        /** Whether it is time: milliseconds in events, seconds for Prometheus. */
        boolean isTime() {
            return switch (this) {
                case SPAN, MOMENT, HISTOGRAM -> true;
                case COUNTER, NUMBER -> false;
            };
        }
    }

    private final String sentAs;
    private final Kind kind;
    private final Shape shape;
    private final String meaning;

    Metric(String sentAs, Kind kind, Shape shape, String meaning) {
        this.sentAs = sentAs;
        this.kind = kind;
        this.shape = shape;
        this.meaning = meaning;
    }

    String sentAs() {
        return sentAs;
    }

    Kind kind() {
        return kind;
    }

    Shape shape() {
        return shape;
    }

    /** What the value is, in Markdown. */
    String meaning() {
        return meaning;
    }
}
