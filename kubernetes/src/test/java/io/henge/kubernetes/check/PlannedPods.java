package io.henge.kubernetes.check;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.kubernetes.job.Manifests;
import java.util.List;

/** Pods that a cluster would get, for tests. */
final class PlannedPods {
    private PlannedPods() {}

    /** One of the template {@code base}, whose specification in YAML has these lines. */
    static PlannedPod of(String... spec) {
        PodSpec pod = new KubernetesSerialization().unmarshal(String.join("\n", spec), PodSpec.class);
        return new PlannedPod(
                "pod template[base]",
                new Manifests(
                        new JobBuilder()
                                .withNewMetadata()
                                .withName("henge-check")
                                .endMetadata()
                                .withNewSpec()
                                .withBackoffLimit(0)
                                .withNewTemplate()
                                .withSpec(pod)
                                .endTemplate()
                                .endSpec()
                                .build(),
                        List.of()));
    }
}
