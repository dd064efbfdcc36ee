package io.henge.druid.config;

import static io.henge.druid.config.Property.Reader.RUNNER;
import static io.henge.druid.config.Property.Reader.TEMPLATE_ADAPTER;
import static io.henge.druid.config.Property.Scope.CLUSTER;
import static io.henge.druid.config.PropertyType.DNS_LABEL;
import static io.henge.druid.config.PropertyType.FLAG;
import static io.henge.druid.config.PropertyType.LABEL_VALUE;
import static io.henge.druid.config.PropertyType.LIST;
import static io.henge.druid.config.PropertyType.MAP;
import static io.henge.druid.config.PropertyType.PATCH;
import static io.henge.druid.config.PropertyType.PATH;
import static io.henge.druid.config.PropertyType.PROXY;
import static io.henge.druid.config.PropertyType.QUANTITY;
import static io.henge.druid.config.PropertyType.TEXT;
import static io.henge.druid.config.PropertyType.number;

import io.henge.core.placement.ClusterLimits;
import java.time.Duration;
import java.util.List;

/** The part of {@link PropertyTable} on each cluster by itself. */
final class ClusterRows {
    private static final PropertyType REQUEST = PropertyType.duration(Duration.ofMillis(1), Duration.ofMinutes(10));

    static final List<Property> ROWS = List.of(
            new Property("name", CLUSTER, DNS_LABEL, Property.NONE, RUNNER, "Required; each cluster its own."),
            new Property("taskNamespace", CLUSTER, DNS_LABEL, Property.NONE, RUNNER, "Required: where Jobs are made."),
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
                    Property.FALSE,
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
                    "clusterLabels",
                    CLUSTER,
                    MAP,
                    Property.NONE,
                    RUNNER,
                    "What rules choose it by, such as `clusterLabels.zone=a`: [placement](../placement.md)."),
            new Property(
                    "taints",
                    CLUSTER,
                    LIST,
                    Property.NONE,
                    RUNNER,
                    "`key=value:NoSchedule` keeps tasks away that no rule lets tolerate it, `PreferNoSchedule` where there is room elsewhere."),
            new Property(
                    "resources",
                    CLUSTER,
                    MAP,
                    "(its namespace's ResourceQuotas, or its nodes)",
                    RUNNER,
                    "What it has for pods, such as `resources.cpu=64`, `resources.memory=256Gi`, `resources.nvidia.com/gpu=4`: "
                            + "[room](../operations.md#how-much-room-a-cluster-has)."),
            new Property(
                    "requestTimeout",
                    CLUSTER,
                    REQUEST,
                    "PT10S",
                    RUNNER,
                    "After which an unanswered API call is given up."),
            new Property(
                    "proxy.http",
                    CLUSTER,
                    PROXY,
                    "(the kubeconfig's, or the environment's)",
                    RUNNER,
                    "The proxy on the way to an API server with an `http` URL."),
            new Property(
                    "proxy.https",
                    CLUSTER,
                    PROXY,
                    "(the kubeconfig's, or the environment's)",
                    RUNNER,
                    "The proxy on the way to an API server with an `https` URL."),
            new Property(
                    "proxy.noProxy",
                    CLUSTER,
                    TEXT,
                    Property.NONE,
                    RUNNER,
                    "What is reached without `proxy.http` and `proxy.https`, with commas, as in `NO_PROXY`: "
                            + "hosts, `.domains`, addresses, ranges, `*`."),
            new Property("proxy.user", CLUSTER, TEXT, Property.NONE, RUNNER, "Whom the proxy knows."),
            new Property(
                    "proxy.password",
                    CLUSTER,
                    TEXT,
                    Property.NONE,
                    RUNNER,
                    "Never shown in a message if it is taken from elsewhere, such as `${env:PROXY_PASSWORD}`."),
            new Property("image", CLUSTER, TEXT, "(the pod's)", RUNNER, "Of the peon's container."),
            new Property("serviceAccount", CLUSTER, TEXT, "(the pod's)", RUNNER, "Of the pod."),
            new Property(
                    "memory", CLUSTER, QUANTITY, "(the pod's)", RUNNER, "Request and limit of the peon's container."),
            new Property("nodeSelector", CLUSTER, MAP, Property.NONE, RUNNER, "Added to the pod's."),
            new Property(
                    "podPatch",
                    CLUSTER,
                    PATCH,
                    Property.NONE,
                    RUNNER,
                    "A strategic merge patch of the pod template; `${file:UTF-8:F}` takes it from a file. See [compatibility](../compatibility.md#per-cluster)."),
            new Property(
                    "adapter.type",
                    CLUSTER,
                    PropertyType.ADAPTER,
                    "(`k8s.adapter.type`)",
                    RUNNER,
                    "What pods are made from there."),
            new Property(
                    "podTemplate.<key>",
                    CLUSTER,
                    PATH,
                    "(`k8s.podTemplate.<key>`)",
                    TEMPLATE_ADAPTER,
                    "The same as `k8s.podTemplate.<key>`, there."));

    private ClusterRows() {}
}
