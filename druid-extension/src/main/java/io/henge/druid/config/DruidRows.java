package io.henge.druid.config;

import static io.henge.druid.config.Property.Reader.NOBODY;
import static io.henge.druid.config.Property.Reader.WORKERS;
import static io.henge.druid.config.Property.Scope.COMMON;
import static io.henge.druid.config.PropertyType.DURATION;
import static io.henge.druid.config.PropertyType.FLAG;
import static io.henge.druid.config.PropertyType.MAP;
import static io.henge.druid.config.PropertyType.TEXT;
import static io.henge.druid.config.PropertyType.oneOf;

import java.util.List;

/** The part of {@link PropertyTable} on what Henge does not read itself: what Druid reads for workers, and what has no effect. */
final class DruidRows {
    private static final String IDLE = "has no effect: ";
    private static final PropertyType STRATEGIES = oneOf("k8s", "worker", "taskType");
    private static final PropertyType SIDES = oneOf("k8s", "worker");
    private static final PropertyType WORKER_KINDS = oneOf("httpRemote");

    static final List<Property> ROWS = List.of(
            new Property(
                    "k8sAndWorker.runnerStrategy.type",
                    COMMON,
                    STRATEGIES,
                    "k8s",
                    WORKERS,
                    "Who runs a task: clusters, workers, or whoever its type says."),
            new Property(
                    "k8sAndWorker.runnerStrategy.taskType.default",
                    COMMON,
                    SIDES,
                    Property.NONE,
                    WORKERS,
                    "Required with the strategy `taskType`. Any other value counts as `k8s`, with a warning."),
            new Property(
                    "k8sAndWorker.runnerStrategy.taskType.overrides",
                    COMMON,
                    MAP,
                    Property.NONE,
                    WORKERS,
                    "Task type → `k8s` or `worker`; anything else is refused."),
            new Property(
                    "k8sAndWorker.runnerStrategy.workerType",
                    COMMON,
                    WORKER_KINDS,
                    "httpRemote",
                    WORKERS,
                    "The one kind of workers there is."),
            new Property(
                    "k8sAndWorker.workerTaskRunnerType",
                    COMMON,
                    WORKER_KINDS,
                    "httpRemote",
                    WORKERS,
                    "An earlier name of `runnerStrategy.workerType`."),
            new Property(
                    "k8sAndWorker.sendAllTasksToWorkerTaskRunner",
                    COMMON,
                    FLAG,
                    Property.FALSE,
                    WORKERS,
                    "`true` is the strategy `worker`; together with another strategy it is refused."),
            new Property(
                    "taskJoinTimeout",
                    COMMON,
                    DURATION,
                    "PT1M",
                    NOBODY,
                    IDLE + "the runner waits for no task when it starts."),
            new Property(
                    "taskCleanupInterval",
                    COMMON,
                    DURATION,
                    "PT10M",
                    NOBODY,
                    IDLE + "what is left over is found by watching, at once."),
            new Property(
                    "useK8sSharedInformers",
                    COMMON,
                    FLAG,
                    Property.FALSE,
                    NOBODY,
                    IDLE + "clusters are always watched."),
            new Property(
                    "k8sSharedInformerResyncPeriod",
                    COMMON,
                    DURATION,
                    "PT5M",
                    NOBODY,
                    IDLE + "clusters are always watched, with a limit on the age of a watch."),
            new Property(
                    "k8sAndWorker.http.<key>",
                    COMMON,
                    TEXT,
                    Property.NONE,
                    NOBODY,
                    IDLE + "each cluster has its own client with threads of a fixed number."));

    private DruidRows() {}
}
