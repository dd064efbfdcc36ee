package io.henge.kubernetes.sighting;

import io.henge.kubernetes.call.Excerpt;
import io.henge.kubernetes.job.Marks;

/**
 * The fields of Jobs and pods that are looked at. The others are most of what a watch sends: a task's payload alone may have
 * 130,000 characters, and comes twice with each change.
 */
public final class SeenFields {
    private static final Excerpt METADATA = Excerpt.of(
                    "name",
                    "namespace",
                    "uid",
                    "resourceVersion",
                    "creationTimestamp",
                    "deletionTimestamp",
                    "labels",
                    "ownerReferences")
            .and("annotations", Excerpt.allBut(Marks.ANNOTATION_TASK));

    private static final Excerpt CONTAINERS = Excerpt.of("name", "image", "resources");

    public static final Excerpt JOB = Excerpt.of("kind")
            .and("metadata", METADATA)
            .and("spec", Excerpt.of("suspend", "activeDeadlineSeconds"))
            .and("status", Excerpt.of("conditions"));

    public static final Excerpt POD = Excerpt.of("kind")
            .and("metadata", METADATA)
            .and(
                    "spec",
                    Excerpt.of("restartPolicy", "nodeName")
                            .and("containers", CONTAINERS)
                            .and("initContainers", CONTAINERS))
            .and(
                    "status",
                    Excerpt.of(
                            "phase",
                            "reason",
                            "message",
                            "podIP",
                            "conditions",
                            "containerStatuses",
                            "initContainerStatuses"));

    private SeenFields() {}
}
