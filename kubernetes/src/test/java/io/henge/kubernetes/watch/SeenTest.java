package io.henge.kubernetes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeenTest {
    private final Seen<Pod> seen =
            new Seen<>(pod -> Optional.ofNullable(pod.getMetadata().getLabels().get("job-name")));

    private static Pod pod(String name, String job, String phase, String version) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("job-name", job)
                .withResourceVersion(version)
                .endMetadata()
                .withNewStatus()
                .withPhase(phase)
                .endStatus()
                .build();
    }

    private List<String> phases(String job) {
        return seen.of(job).stream().map(pod -> pod.getStatus().getPhase()).toList();
    }

    @Test
    void aChangeIsToldWhereSomethingIsLookedAtThatChanged() {
        assertThat(seen.put(pod("a", "job", "Pending", "1"))).contains("job");
        assertThat(seen.put(pod("a", "job", "Pending", "2"))).isEmpty();
        assertThat(seen.put(pod("a", "job", "Running", "3"))).contains("job");
        assertThat(phases("job")).containsExactly("Running");
        assertThat(seen.put(pod("b", "job", "Running", "4"))).contains("job");
        assertThat(phases("job")).containsExactly("Running", "Running");
    }

    @Test
    void anObjectWithoutAJobIsNotKept() {
        Pod stray = pod("a", "job", "Pending", "1");
        stray.getMetadata().getLabels().clear();
        assertThat(seen.put(stray)).isEmpty();
        assertThat(seen.jobs()).isEmpty();
    }

    @Test
    void whatIsGoneIsToldOnceAndIsNewWhenItComesAgain() {
        Pod pod = pod("a", "job", "Pending", "1");
        seen.put(pod);
        assertThat(seen.remove(pod)).contains("job");
        assertThat(seen.jobs()).isEmpty();
        assertThat(seen.put(pod("a", "job", "Pending", "2"))).contains("job");
        assertThat(seen.keepOnly(Set.of())).containsExactly("job");
        assertThat(seen.put(pod("a", "job", "Pending", "3"))).contains("job");
    }
}
