package io.henge.druid.config;

import static io.henge.druid.config.Property.Reader.MULTI_CONTAINER_ADAPTER;
import static io.henge.druid.config.Property.Reader.NOBODY;
import static io.henge.druid.config.Property.Reader.OVERLORD_ADAPTERS;
import static io.henge.druid.config.Property.Reader.RUNNER;
import static io.henge.druid.config.Property.Reader.TEMPLATE_ADAPTER;
import static io.henge.druid.config.Property.Reader.WORKERS;
import static io.henge.druid.config.Property.Scope.BOTH;
import static io.henge.druid.config.Property.Scope.CLUSTER;
import static io.henge.druid.config.Property.Scope.COMMON;
import static io.henge.druid.config.PropertyType.DNS_LABEL;
import static io.henge.druid.config.PropertyType.DURATION;
import static io.henge.druid.config.PropertyType.FLAG;
import static io.henge.druid.config.PropertyType.LABEL_VALUE;
import static io.henge.druid.config.PropertyType.LIST;
import static io.henge.druid.config.PropertyType.MAP;
import static io.henge.druid.config.PropertyType.PATCH;
import static io.henge.druid.config.PropertyType.PATH;
import static io.henge.druid.config.PropertyType.PROXY;
import static io.henge.druid.config.PropertyType.QUANTITY;
import static io.henge.druid.config.PropertyType.SECONDS;
import static io.henge.druid.config.PropertyType.TEXT;
import static io.henge.druid.config.PropertyType.number;
import static io.henge.druid.config.PropertyType.oneOf;

import io.henge.core.placement.ClusterLimits;
import io.henge.core.placement.Selector;
import io.henge.druid.config.Property.Scope;
import io.henge.kubernetes.overlord.OverlordSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Every property of the runner. Readers can ask for no other, a cluster's unknown key is refused by it, and
 * docs/reference/properties.md is made from it.
 */
final class PropertyTable {
    private static final String IDLE = "has no effect: ";
    private static final String FALSE = "false";
    private static final String NONE = "(none)";
    private static final String ENVIRONMENT = "(the environment's)";
    private static final String POD = "(the pod's)";

    private static final PropertyType RUNNERS =
            oneOf(Arrays.stream(RunnerType.values()).map(RunnerType::value).toArray(String[]::new));
    private static final PropertyType ADAPTERS =
            oneOf(Arrays.stream(AdapterType.values()).map(AdapterType::value).toArray(String[]::new));
    private static final PropertyType SELECTORS =
            oneOf(Arrays.stream(Selector.values()).map(Selector::value).toArray(String[]::new));
    private static final PropertyType STRATEGIES = oneOf("k8s", "worker", "taskType");
    private static final PropertyType SIDES = oneOf("k8s", "worker");
    private static final PropertyType WORKER_KINDS = oneOf("httpRemote");
    private static final PropertyType REQUEST = PropertyType.duration(Duration.ofMillis(1), Duration.ofMinutes(10));

    /** In the order of the reference. */
    static final List<Property> ALL = List.of(
            // Of the runner as a whole.
            new Property(
                    "type",
                    COMMON,
                    RUNNERS,
                    NONE,
                    RUNNER,
                    "Which runner: one cluster of the default client configuration, those of `clusters[N]`, or either of them with workers beside. See [compatibility](../compatibility-runner.md)."),
            new Property(
                    "namespace",
                    COMMON,
                    DNS_LABEL,
                    NONE,
                    RUNNER,
                    "Required where no clusters are named: where Jobs are made in the one of the default client configuration. Else where the Overlord's own pod is."),
            new Property(
                    "overlordNamespace",
                    COMMON,
                    LABEL_VALUE,
                    "(the cluster's namespace)",
                    RUNNER,
                    "The value of the label `druid.overlord.namespace`; and where the Overlord's own pod is."),
            new Property("k8sTaskPodNamePrefix", COMMON, TEXT, NONE, RUNNER, "Takes the task id's place in Job names."),
            new Property(
                    "capacity",
                    COMMON,
                    number(1),
                    "2147483647",
                    RUNNER,
                    "Attempts at once, over all clusters. Can be changed at run time: [dynamic configuration](../compatibility-runner.md#dynamic-configuration-and-rest)."),
            new Property(
                    "clusterSelector.type",
                    COMMON,
                    SELECTORS,
                    "roundrobin",
                    RUNNER,
                    "How a cluster is chosen among those with room: [sharing](../operations.md#how-clusters-share-the-tasks)."),
            new Property(
                    "debugJobs",
                    COMMON,
                    FLAG,
                    FALSE,
                    RUNNER,
                    "Leaves the Jobs of tasks that ended by themselves to `taskCleanupDelay`, for people to look at."),
            new Property(
                    "k8sjobLaunchTimeout",
                    COMMON,
                    DURATION,
                    "PT1H",
                    RUNNER,
                    "From the Job to a running pod. A Job that its cluster does not take yet is asked for until it does."),
            new Property(
                    "logSaveTimeout",
                    COMMON,
                    DURATION,
                    "PT5M",
                    RUNNER,
                    "For bringing one log to deep storage: all tries at it, waiting and copying together."),
            new Property(
                    "placement.startTolerationSeconds",
                    COMMON,
                    number(1),
                    "120",
                    RUNNER,
                    "How long a pod may be unable to start (image, config map …) before its task fails."),
            new Property(
                    "outcome.podEndWait",
                    COMMON,
                    DURATION,
                    "PT2M",
                    RUNNER,
                    "How long a pod may go on after its outcome is known."),
            // Of each cluster by itself.
            new Property("name", CLUSTER, DNS_LABEL, NONE, RUNNER, "Required; each cluster its own."),
            new Property("taskNamespace", CLUSTER, DNS_LABEL, NONE, RUNNER, "Required: where Jobs are made."),
            new Property(
                    "kubeconfigPath",
                    CLUSTER,
                    PATH,
                    "(the default client configuration)",
                    RUNNER,
                    "A kubeconfig that the Overlord can read."),
            new Property("context", CLUSTER, TEXT, "(the current one)", RUNNER, "A context of the kubeconfig."),
            new Property(
                    "overlordIdentifier",
                    CLUSTER,
                    LABEL_VALUE,
                    "(`overlordNamespace`)",
                    RUNNER,
                    "The value of the label `druid.overlord.namespace` there."),
            new Property(
                    "disabled",
                    CLUSTER,
                    FLAG,
                    FALSE,
                    RUNNER,
                    "No new attempts; what runs there goes on. One cluster at least is enabled."),
            new Property(
                    "capacity",
                    CLUSTER,
                    number(1),
                    "2147483647",
                    RUNNER,
                    "Attempts at once there: [sharing](../operations.md#how-clusters-share-the-tasks)."),
            new Property(
                    "weight",
                    CLUSTER,
                    number(1, ClusterLimits.WEIGHT_MAX),
                    "1",
                    RUNNER,
                    "Its share of the tasks, relative to the other clusters."),
            new Property(
                    "requestTimeout",
                    CLUSTER,
                    REQUEST,
                    "PT10S",
                    RUNNER,
                    "After which an unanswered API call is given up."),
            new Property(
                    "proxy.http", CLUSTER, PROXY, ENVIRONMENT, RUNNER, "The way to an API server with an `http` URL."),
            new Property(
                    "proxy.https",
                    CLUSTER,
                    PROXY,
                    ENVIRONMENT,
                    RUNNER,
                    "The way to an API server with an `https` URL."),
            new Property(
                    "proxy.noProxy",
                    CLUSTER,
                    TEXT,
                    ENVIRONMENT,
                    RUNNER,
                    "Hosts that are reached without a proxy, with commas."),
            new Property("proxy.user", CLUSTER, TEXT, NONE, RUNNER, "Whom the proxy knows."),
            new Property(
                    "proxy.password",
                    CLUSTER,
                    TEXT,
                    NONE,
                    RUNNER,
                    "Never shown in a message if it is taken from elsewhere, such as `${env:PROXY_PASSWORD}`."),
            new Property("image", CLUSTER, TEXT, POD, RUNNER, "Of the peon's container."),
            new Property("serviceAccount", CLUSTER, TEXT, POD, RUNNER, "Of the pod."),
            new Property("memory", CLUSTER, QUANTITY, POD, RUNNER, "Request and limit of the peon's container."),
            new Property("nodeSelector", CLUSTER, MAP, NONE, RUNNER, "Added to the pod's."),
            new Property(
                    "podPatch",
                    CLUSTER,
                    PATCH,
                    NONE,
                    RUNNER,
                    "A strategic merge patch of the pod template; `${file:UTF-8:F}` takes it from a file. See [compatibility](../compatibility.md#per-cluster)."),
            new Property(
                    "adapter.type",
                    CLUSTER,
                    ADAPTERS,
                    "(`k8s.adapter.type`)",
                    RUNNER,
                    "What pods are made from there."),
            new Property(
                    "podTemplate.<key>",
                    CLUSTER,
                    PATH,
                    "(`k8s.podTemplate.<key>`)",
                    TEMPLATE_ADAPTER,
                    "The same as `k8s.podTemplate.<key>`, there."),
            // Of all clusters, and of each.
            new Property(
                    "disableClientProxy",
                    BOTH,
                    FLAG,
                    FALSE,
                    RUNNER,
                    "Whether proxies of the environment count for nothing on the way to API servers."),
            new Property(
                    "labels",
                    BOTH,
                    MAP,
                    NONE,
                    RUNNER,
                    "Added to Jobs and pods. A cluster's come beside the common ones, and win."),
            new Property(
                    "annotations",
                    BOTH,
                    MAP,
                    NONE,
                    RUNNER,
                    "Added to Jobs; with an Overlord adapter, to pods too. A cluster's come beside the common ones, and win."),
            new Property("maxTaskDuration", BOTH, SECONDS, "PT4H", RUNNER, "After which Kubernetes ends a Job."),
            new Property(
                    "taskCleanupDelay",
                    BOTH,
                    SECONDS,
                    "P2D",
                    RUNNER,
                    "After which Kubernetes deletes an ended Job that nobody deleted."),
            new Property(
                    "javaOptsArray",
                    BOTH,
                    LIST,
                    NONE,
                    OVERLORD_ADAPTERS,
                    "Options of the peon's JVM, from which its memory follows."),
            new Property(
                    "cpuCoreInMicro",
                    BOTH,
                    number(0),
                    "0",
                    OVERLORD_ADAPTERS,
                    "Thousandths of a core, whatever its name says; `0` means 1000."),
            new Property(
                    "graceTerminationPeriodSeconds",
                    BOTH,
                    number(0),
                    "(Kubernetes' own)",
                    OVERLORD_ADAPTERS,
                    "How long a pod that is to end may take."),
            new Property(
                    "primaryContainerName",
                    BOTH,
                    TEXT,
                    "(the first)",
                    OVERLORD_ADAPTERS,
                    "The Overlord's container that the peon's is made from."),
            new Property(
                    "peonMonitors", BOTH, LIST, "(the Overlord's)", OVERLORD_ADAPTERS, "Metrics monitors of the peon."),
            new Property(
                    "kubexitImage",
                    BOTH,
                    TEXT,
                    OverlordSettings.KUBEXIT_IMAGE_DEFAULT,
                    MULTI_CONTAINER_ADAPTER,
                    "Where kubexit is taken from."),
            // Of the pods of all clusters.
            new Property(
                    "k8s.adapter.type",
                    COMMON,
                    ADAPTERS,
                    "overlordSingleContainer",
                    RUNNER,
                    "What pods are made from."),
            new Property(
                    "sidecarSupport",
                    COMMON,
                    FLAG,
                    FALSE,
                    RUNNER,
                    "Deprecated: `true` means the adapter `overlordMultiContainer`."),
            new Property(
                    "k8s.podTemplate.<key>",
                    COMMON,
                    PATH,
                    NONE,
                    TEMPLATE_ADAPTER,
                    "A `kind: PodTemplate` in YAML, read again when the file changes. `base` is required; a task type's name is the key for tasks of that type. The key is what follows the last dot."),
            new Property(
                    "allowTaskPodTemplateSelection",
                    COMMON,
                    FLAG,
                    FALSE,
                    TEMPLATE_ADAPTER,
                    "Whether a task's context may name its template by `podTemplateSelectionKey`."),
            // Of workers beside clusters; WorkersConfig reads them.
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
                    NONE,
                    WORKERS,
                    "Required with the strategy `taskType`. Any other value counts as `k8s`, with a warning."),
            new Property(
                    "k8sAndWorker.runnerStrategy.taskType.overrides",
                    COMMON,
                    MAP,
                    NONE,
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
                    FALSE,
                    WORKERS,
                    "`true` is the strategy `worker`; together with another strategy it is refused."),
            // Of Druid's own runner, and without effect here.
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
            new Property("useK8sSharedInformers", COMMON, FLAG, FALSE, NOBODY, IDLE + "clusters are always watched."),
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
                    NONE,
                    NOBODY,
                    IDLE + "each cluster has its own client with threads of a fixed number."));

    private PropertyTable() {}

    /** The property of that key, which may be an element of it, if there is one. */
    static Optional<Property> find(String key, Scope scope) {
        return ALL.stream()
                .filter(property -> property.scope().includes(scope) && property.covers(key))
                .findFirst();
    }

    /**
     * The property that a reader asks for.
     *
     * @throws IllegalStateException if there is none
     */
    static Property of(String key, Scope scope) {
        return find(key, scope)
                .orElseThrow(() -> new IllegalStateException(
                        "Property[" + key + "] of scope[" + scope + "] is asked for, and the table does not have it"));
    }

    /** Those of which something is true, in their order. */
    static List<Property> where(Predicate<Property> condition) {
        return ALL.stream().filter(condition).toList();
    }

    /** The keys of those of which something is true, for a message. */
    static String keysWhere(Predicate<Property> condition) {
        return ALL.stream()
                .filter(condition)
                .map(Property::key)
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(TreeSet::new), keys -> String.join(", ", keys)));
    }
}
