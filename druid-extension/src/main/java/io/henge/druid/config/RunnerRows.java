package io.henge.druid.config;

import static io.henge.druid.config.Property.Reader.RUNNER;
import static io.henge.druid.config.Property.Scope.COMMON;
import static io.henge.druid.config.PropertyType.DNS_LABEL;
import static io.henge.druid.config.PropertyType.DURATION;
import static io.henge.druid.config.PropertyType.FLAG;
import static io.henge.druid.config.PropertyType.LABEL_VALUE;
import static io.henge.druid.config.PropertyType.PATH;
import static io.henge.druid.config.PropertyType.TEXT;
import static io.henge.druid.config.PropertyType.duration;
import static io.henge.druid.config.PropertyType.number;
import static io.henge.druid.config.PropertyType.oneOf;

import io.henge.core.placement.Selector;
import io.henge.kubernetes.access.ProbePace;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The part of {@link PropertyTable} on the runner as a whole. */
final class RunnerRows {
    private static final PropertyType RUNNERS =
            oneOf(Arrays.stream(RunnerType.values()).map(RunnerType::value).toArray(String[]::new));
    private static final PropertyType SELECTORS =
            oneOf(Arrays.stream(Selector.values()).map(Selector::value).toArray(String[]::new));

    private static final PropertyType PROBE = duration(ProbePace.MIN, ProbePace.MAX);

    /** Kubernetes' scheduler tries a pod that found no node again within 10 s (podMaxBackoffSeconds). */
    private static final int TOLERATION_SECONDS_MIN = 10;

    /** Whoever wants to wait for longer declares a cluster dead himself. */
    private static final PropertyType PATIENCE = duration(Duration.ofSeconds(1), Duration.ofDays(1));

    private static final String BY_PROFILE = "(by `health.profile`)";

    static final List<Property> ROWS = List.of(
            new Property(
                    "type",
                    COMMON,
                    RUNNERS,
                    Property.NONE,
                    RUNNER,
                    "Which runner: one cluster of the default client configuration, those of `clusters[N]`, or either of them with workers beside. See [compatibility](../compatibility-runner.md)."),
            new Property(
                    "namespace",
                    COMMON,
                    DNS_LABEL,
                    Property.NONE,
                    RUNNER,
                    "Required where no clusters are named: where Jobs are made in the one of the default client configuration. Else where the Overlord's own pod is."),
            new Property(
                    "overlordNamespace",
                    COMMON,
                    LABEL_VALUE,
                    "(the cluster's namespace)",
                    RUNNER,
                    "The value of the label `druid.overlord.namespace`; and where the Overlord's own pod is."),
            new Property(
                    "k8sTaskPodNamePrefix",
                    COMMON,
                    TEXT,
                    Property.NONE,
                    RUNNER,
                    "Takes the task id's place in Job names."),
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
                    Property.FALSE,
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
                    "For bringing one log to deep storage: all tries at it, from its turn on; 64 on each cluster have theirs at once."),
            new Property(
                    "placement.startTolerationSeconds",
                    COMMON,
                    number(TOLERATION_SECONDS_MIN),
                    "120",
                    RUNNER,
                    "How long a pod may be unable to start (no node, no quota, an image, a config map …) before its task goes on elsewhere: [failover](../failover.md#when-its-pod-is-unwell-and-its-cluster-is-not)."),
            new Property(
                    "placement.rules",
                    COMMON,
                    TEXT,
                    Property.NONE,
                    RUNNER,
                    "A JSON array of rules, which say where tasks go: [placement](../placement.md)."),
            new Property(
                    "placement.tasksMayTolerate",
                    COMMON,
                    FLAG,
                    Property.FALSE,
                    RUNNER,
                    "Whether a task may say in its own context that it tolerates a taint."),
            new Property(
                    "placement.keepAfter",
                    COMMON,
                    DURATION,
                    "PT5M",
                    RUNNER,
                    "After which a task that waits for CPU, memory and the like has what becomes free on one cluster kept for it."),
            new Property(
                    "placement.clusterInLocation",
                    COMMON,
                    FLAG,
                    Property.FALSE,
                    RUNNER,
                    "Whether the pod's name in a task's location, which Druid's console shows, begins with its cluster: `east/…`."),
            new Property(
                    "health.probeInterval",
                    COMMON,
                    PROBE,
                    "PT1S",
                    RUNNER,
                    "How often each cluster's API server is asked whether it answers: [health](../operations.md#whether-a-cluster-answers)."),
            new Property(
                    "health.probeTimeout",
                    COMMON,
                    PROBE,
                    "PT2S",
                    RUNNER,
                    "After which such a question is given up; may be longer than the interval, since the next one waits for it."),
            new Property(
                    "health.profile",
                    COMMON,
                    oneOf(HealthReader.FAST, HealthReader.CAREFUL),
                    HealthReader.FAST,
                    RUNNER,
                    "How soon a silent cluster is taken for what, where nothing else is given: suspect, unreachable, lost and well again after 3, 10, 15 and 10 s, or after 10, 30, 120 and 30 s. See [health states](health-states.md)."),
            new Property(
                    "health.suspectAfter",
                    COMMON,
                    PATIENCE,
                    BY_PROFILE,
                    RUNNER,
                    "After which silence a cluster is given nothing new; at least one probe with its timeout."),
            new Property(
                    "health.unreachableAfter",
                    COMMON,
                    PATIENCE,
                    BY_PROFILE,
                    RUNNER,
                    "After which it is called unreachable, and the history tells of it; at least two probes with their timeouts, and `suspectAfter`."),
            new Property(
                    "health.lostAfter",
                    COMMON,
                    PATIENCE,
                    BY_PROFILE,
                    RUNNER,
                    "After which it is lost, if no other channel tells of life there; at least `unreachableAfter`."),
            new Property(
                    "health.recoverAfter",
                    COMMON,
                    PATIENCE,
                    BY_PROFILE,
                    RUNNER,
                    "How long it has to answer again before it is well; at least one probe with its timeout."),
            new Property(
                    "registration.kubeconfigDirectory",
                    COMMON,
                    PATH,
                    Property.NONE,
                    RUNNER,
                    "Where kubeconfigs of clusters are that the dynamic configuration registers: [clusters at run time](../operations.md#clusters-at-run-time)."),
            new Property(
                    "registration.secrets",
                    COMMON,
                    FLAG,
                    Property.FALSE,
                    RUNNER,
                    "Whether Secrets in the Overlord's namespace register clusters."),
            new Property(
                    "registration.allowExec",
                    COMMON,
                    FLAG,
                    Property.FALSE,
                    RUNNER,
                    "Whether kubeconfigs of clusters that are registered at run time may name programs, which the Overlord runs."),
            new Property(
                    "registration.allowFiles",
                    COMMON,
                    FLAG,
                    Property.FALSE,
                    RUNNER,
                    "Whether they may name other files, which the Overlord reads."),
            new Property(
                    "outcome.podEndWait",
                    COMMON,
                    DURATION,
                    "PT2M",
                    RUNNER,
                    "How long a pod may go on after its outcome is known."));

    private RunnerRows() {}
}
