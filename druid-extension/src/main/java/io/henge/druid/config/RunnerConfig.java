package io.henge.druid.config;

import io.henge.core.reconcile.Policies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What an operator has set for the runner.
 *
 * @param podTemplates the template files by key; {@code base} is always among them
 * @param overlordNamespace what the label {@code druid.overlord.namespace} says, where a cluster does not say otherwise
 * @param podNamePrefix replaces the task id in Job names, empty for none
 * @param maxTaskDuration after which Kubernetes ends a Job
 * @param taskCleanupDelay after which Kubernetes deletes an ended Job that nobody deleted
 */
public record RunnerConfig(
        List<ClusterEntry> clusters,
        SortedMap<String, Path> podTemplates,
        Map<String, String> labels,
        Map<String, String> annotations,
        String overlordNamespace,
        String podNamePrefix,
        boolean disableClientProxy,
        Duration maxTaskDuration,
        Duration taskCleanupDelay,
        Policies policies) {}
