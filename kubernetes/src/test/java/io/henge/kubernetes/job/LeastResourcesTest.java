package io.henge.kubernetes.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Preserved;
import io.henge.core.attempt.Resources;
import io.henge.kubernetes.stub.ScriptedTasks;
import io.henge.testkit.cluster.JobScript;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the peon of an attempt after one that ran out of memory is given. */
class LeastResourcesTest {
    private static final Resources LEAST =
            Preserved.NOTHING.with(Preserved.MEMORY, "3Gi").least();

    private static PodTemplateSpec pod(ResourceRequirements resources) {
        return new PodTemplateSpecBuilder()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withResources(resources)
                .endContainer()
                .addNewContainer()
                .withName("sidecar")
                .endContainer()
                .endSpec()
                .build();
    }

    private static String amount(Map<String, Quantity> amounts) {
        return String.valueOf(amounts.get("memory"));
    }

    @ParameterizedTest
    @CsvSource({
        "1Gi, 2Gi, 3Gi, 3Gi",
        "1Gi, 4Gi, 3Gi, 4Gi",
        "3500M, 4Gi, 3500M, 4Gi",
        "4Gi, 4Gi, 4Gi, 4Gi",
        "3072Mi, 3Gi, 3072Mi, 3Gi",
        ", , 3Gi, 3Gi",
        "1Gi, , 3Gi, 3Gi"
    })
    void itsMemoryIsRaisedAndNeverLowered(String request, String limit, String requests, String limits) {
        ResourceRequirementsBuilder before = new ResourceRequirementsBuilder().addToRequests("cpu", new Quantity("1"));
        if (request != null) {
            before.addToRequests("memory", new Quantity(request));
        }
        if (limit != null) {
            before.addToLimits("memory", new Quantity(limit));
        }
        PodTemplateSpec given = LeastResources.given(pod(before.build()), LEAST);
        Container peon = given.getSpec().getContainers().get(0);
        assertThat(amount(peon.getResources().getRequests())).isEqualTo(requests);
        assertThat(amount(peon.getResources().getLimits())).isEqualTo(limits);
        assertThat(peon.getResources().getRequests()).containsEntry("cpu", new Quantity("1"));
        assertThat(given.getSpec().getContainers().get(1))
                .isEqualTo(pod(before.build()).getSpec().getContainers().get(1));
    }

    @Test
    void aJobIsMadeSo(@TempDir Path dir) throws Exception {
        Attempt first = ScriptedTasks.attempt(new ClusterName("east"), "henge", JobScript.RUNS);
        Attempt second = Attempt.placed(
                        new AttemptId(first.task(), 2),
                        first.address(),
                        first.token(),
                        first.traits(),
                        1,
                        first.placedAt())
                .withPreserved(Preserved.NOTHING.with(Preserved.MEMORY, "3Gi"));
        JobFactory jobs = new ScriptedTasks(dir).jobs("owner");
        PodTemplateSpec pod = jobs.manifestsFor(second).job().getSpec().getTemplate();
        assertThat(pod.getSpec().getContainers().get(0).getResources().getLimits())
                .containsEntry("memory", new Quantity("3Gi"));
        assertThat(pod.getMetadata().getAnnotations()).containsEntry("henge.io/preserved.memory", "3Gi");
        assertThat(jobs.manifestsFor(first)
                        .job()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getResources())
                .isNull();
    }
}
