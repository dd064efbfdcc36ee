package io.henge.kubernetes.overlord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.core.attempt.JobName;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.Shipped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SidecarsTest {
    private static PodSpec pod(String containers) {
        return new KubernetesSerialization().unmarshal("containers: " + containers, PodSpec.class);
    }

    private static PodSpec peon(String containers, @Nullable String primary, String task) throws Exception {
        OverlordSettings settings = new OverlordSettings(true, primary, "kubexit", null, List.of(), 0, List.of());
        PodSpec peon = PeonPod.of(pod(containers), settings, Shipped.task(task).pack(), new JobName("job-1"));
        return Sidecars.watched(peon, settings.kubexitImage());
    }

    private static String line(Container container) {
        assertThat(container.getCommand()).containsExactly("/bin/sh", "-c");
        assertThat(container.getArgs()).hasSize(1);
        return container.getArgs().get(0);
    }

    @Test
    void eachWordOfASidecarReachesItsShellAsItWas() throws Exception {
        PodSpec peon = peon("[{name: a}, {name: b, command: [sh, -c], args: ['echo \"$HOME\" it''s']}]", null, "t");
        assertThat(line(peon.getContainers().get(1)))
                .isEqualTo("/kubexit/kubexit /bin/sh -c \"exec sh -c 'echo \\\"\\$HOME\\\" it'\\\\''s'\" || true");
    }

    @Test
    void aTaskIdIsOneWordWhateverItHolds() throws Exception {
        PodSpec peon = peon("[{name: a}]", null, "index_my flights");
        assertThat(line(peon.getContainers().get(0)))
                .isEqualTo("/kubexit/kubexit /bin/sh -c \"/peon.sh --loadBroadcastSegments true"
                        + " --loadBroadcastDatasourceMode ALL --taskId 'index_my flights'\"");
    }

    @Test
    void aSidecarWithoutACommandIsRefused() {
        assertThatThrownBy(() -> peon("[{name: a}, {name: mesh, args: [x]}]", null, "t"))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageStartingWith("Container[mesh] of the Overlord's pod states no command");
    }

    @Test
    void aPrimaryContainerThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> peon("[{name: a}, {name: b}]", "druid", "t"))
                .isInstanceOf(JobRefusedException.class)
                .hasMessage("The Overlord's pod has no container[druid], which "
                        + "druid.indexer.runner.primaryContainerName names. It has [a, b].");
    }
}
