package io.henge.kubernetes.job;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.SortedMap;

/**
 * A peon's pod as an adapter makes it, before the marks and changes that all pods get.
 *
 * @param pod its first container runs the peon
 * @param taskDir the task's own directory in the pod
 * @param labels put on Job and pod
 */
public record PodDraft(
        PodTemplateSpec pod,
        String taskDir,
        SortedMap<String, String> labels,
        SortedMap<String, String> jobAnnotations,
        SortedMap<String, String> podAnnotations) {}
