package io.henge.kubernetes.template;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all Jobs of one cluster have in common beside the template.
 *
 * @param labels put on Job and pod; Henge's and Druid's own win
 * @param annotations put on the Job only, as Druid's own runner does
 * @param overlordNamespace the value of the label by which Druid's own runner finds its Jobs
 * @param maxTaskDuration after which the cluster ends the pod
 * @param taskCleanupDelay after which the cluster deletes an ended Job that nobody else deleted
 * @param owner the Druid cluster's identity
 */
public record TemplateSettings(
        Map<String, String> labels,
        Map<String, String> annotations,
        String overlordNamespace,
        Duration maxTaskDuration,
        Duration taskCleanupDelay,
        String owner) {
    public TemplateSettings {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }
}
