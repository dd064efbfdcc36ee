package io.henge.druid.config;

import io.henge.kubernetes.job.PodChanges;
import io.henge.kubernetes.overlord.OverlordSettings;
import io.henge.kubernetes.template.TemplateFile;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the Jobs and pods of one cluster are made: what is set for all, with what is set for the cluster over it.
 *
 * @param templates by key; empty for the Overlord adapters
 * @param templateSelection whether a task's context may name its template
 * @param strictFields whether a field that is not known is refused, else only told
 * @param overlord for the Overlord adapters
 * @param maxTaskDuration after which Kubernetes ends a Job
 * @param taskCleanupDelay after which Kubernetes deletes an ended Job that nobody deleted
 */
public record PodConfig(
        AdapterType adapter,
        SortedMap<String, TemplateFile> templates,
        boolean templateSelection,
        boolean strictFields,
        OverlordSettings overlord,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        PodChanges changes,
        Duration maxTaskDuration,
        Duration taskCleanupDelay) {
    /** Those of {@link #templates} that the cluster shares with the others. */
    public SortedMap<String, TemplateFile> sharedTemplates() {
        TreeMap<String, TemplateFile> shared = new TreeMap<>(templates);
        shared.values().removeIf(file -> !file.property().startsWith(TemplateFiles.SHARED));
        return shared;
    }
}
