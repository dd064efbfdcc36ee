package io.henge.kubernetes.sighting;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is looked at is read, and what is not makes no difference: a change of it is none. That enough is read, SightingsTest tells. */
class SeenObjectsTest {
    private static PodBuilder pod() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("j-1-x")
                .withNamespace("tasks")
                .withUid("p1")
                .withLabels(Map.of("job-name", "j-1"))
                .withAnnotations(Map.of("task.id", "t", "task", "H4sI"))
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("druid/peon")
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("True")
                .endCondition()
                .endStatus();
    }

    private static Pod shown(PodBuilder pod) {
        return Shown.of(pod.build(), SeenObjects::pod);
    }

    @Test
    void ofAPodIsReadWhatIsLookedAt() {
        Pod shown = shown(pod());
        assertThat(shown.getMetadata().getNamespace()).isEqualTo("tasks");
        assertThat(shown.getMetadata().getAnnotations()).isEqualTo(Map.of("task.id", "t"));
        assertThat(shown.getSpec().getContainers())
                .singleElement()
                .satisfies(container -> assertThat(container.getImage()).isEqualTo("druid/peon"));
        assertThat(shown.getStatus().getConditions()).hasSize(1);
    }

    @Test
    void whatAKubeletWritesBesideIsNoChange() {
        PodBuilder ready = pod().editStatus()
                .withHostIP("10.0.0.1")
                .withQosClass("Burstable")
                .editFirstCondition()
                .withLastProbeTime("2026-01-01T00:00:00Z")
                .endCondition()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus();
        assertThat(shown(ready)).isEqualTo(shown(pod()));
        PodBuilder disrupted = pod().editStatus()
                .addNewCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .endCondition()
                .endStatus();
        assertThat(shown(disrupted)).isNotEqualTo(shown(pod()));
        PodBuilder unready = pod().editStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("False")
                .endCondition()
                .endStatus();
        assertThat(shown(unready)).isNotEqualTo(shown(pod()));
    }

    @Test
    void howManyPodsAJobHasIsNoChange() {
        Job job = new JobBuilder()
                .withNewMetadata()
                .withName("j-1")
                .withUid("u1")
                .endMetadata()
                .withNewSpec()
                .withSuspend(false)
                .withActiveDeadlineSeconds(7L)
                .endSpec()
                .build();
        Job active = new JobBuilder(job)
                .editOrNewStatus()
                .withActive(1)
                .withReady(1)
                .endStatus()
                .build();
        Job shown = Shown.of(job, SeenObjects::job);
        assertThat(shown.getSpec().getActiveDeadlineSeconds()).isEqualTo(7L);
        assertThat(Shown.of(active, SeenObjects::job)).isEqualTo(shown);
    }
}
