package io.henge.druid.config;

import io.henge.kubernetes.job.JobSettings;
import io.henge.kubernetes.job.PodChanges;
import io.henge.kubernetes.overlord.OverlordSettings;

/**
 * How the Jobs and pods of one cluster are made: what is set for all, with what is set for the cluster over it.
 *
 * @param templates for the template adapter
 * @param overlordNamespace what the label {@code druid.overlord.namespace} says there
 * @param overlord for the Overlord adapters
 */
public record PodConfig(
        AdapterType adapter,
        TemplateSettings templates,
        String overlordNamespace,
        OverlordSettings overlord,
        JobSettings jobs,
        PodChanges changes) {}
