package io.henge.druid.config;

import static io.henge.druid.config.Property.Reader.MULTI_CONTAINER_ADAPTER;
import static io.henge.druid.config.Property.Reader.OVERLORD_ADAPTERS;
import static io.henge.druid.config.Property.Reader.RUNNER;
import static io.henge.druid.config.Property.Reader.TEMPLATE_ADAPTER;
import static io.henge.druid.config.Property.Scope.BOTH;
import static io.henge.druid.config.Property.Scope.COMMON;
import static io.henge.druid.config.PropertyType.FLAG;
import static io.henge.druid.config.PropertyType.LIST;
import static io.henge.druid.config.PropertyType.MAP;
import static io.henge.druid.config.PropertyType.PATH;
import static io.henge.druid.config.PropertyType.SECONDS;
import static io.henge.druid.config.PropertyType.TEXT;
import static io.henge.druid.config.PropertyType.number;

import io.henge.kubernetes.overlord.OverlordSettings;
import java.util.List;

/** The part of {@link PropertyTable} on what Jobs and pods are made from. */
final class PodRows {
    static final List<Property> ROWS = List.of(
            new Property(
                    "disableClientProxy",
                    BOTH,
                    FLAG,
                    Property.FALSE,
                    RUNNER,
                    "Whether proxies of the environment count for nothing on the way to API servers."),
            new Property(
                    "labels",
                    BOTH,
                    MAP,
                    Property.NONE,
                    RUNNER,
                    "Added to Jobs and pods. A cluster's come beside the common ones, and win."),
            new Property(
                    "annotations",
                    BOTH,
                    MAP,
                    Property.NONE,
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
                    Property.NONE,
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
            new Property(
                    "k8s.adapter.type",
                    COMMON,
                    PropertyType.ADAPTER,
                    "overlordSingleContainer",
                    RUNNER,
                    "What pods are made from."),
            new Property(
                    "sidecarSupport",
                    COMMON,
                    FLAG,
                    Property.FALSE,
                    RUNNER,
                    "Deprecated: `true` means the adapter `overlordMultiContainer`."),
            new Property(
                    "k8s.podTemplate.<key>",
                    COMMON,
                    PATH,
                    Property.NONE,
                    TEMPLATE_ADAPTER,
                    "A `kind: PodTemplate` in YAML, read again when the file changes. `base` is required; a task type's name is the key for tasks of that type. A key has no dots."),
            new Property(
                    "allowTaskPodTemplateSelection",
                    COMMON,
                    FLAG,
                    Property.FALSE,
                    TEMPLATE_ADAPTER,
                    "Whether a task's context may name its template by `podTemplateSelectionKey`."),
            new Property(
                    "podFieldValidation",
                    COMMON,
                    PropertyType.oneOf("warn", "strict"),
                    "warn",
                    RUNNER,
                    "What becomes of a field in a pod template or `podPatch` that is not known, or whose value is of another kind than the field: a warning, and it is sent; or it is refused."));

    private PodRows() {}
}
