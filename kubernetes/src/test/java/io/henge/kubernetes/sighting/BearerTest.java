package io.henge.kubernetes.sighting;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.JobSighting.Bearer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose a Job, or a pod that is left of it, says that it is. */
class BearerTest {
    private static final Map<String, String> TASK = Map.of("task.id", "task");

    private static Bearer of(Map<String, String> labels, Map<String, String> annotations) {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .build();
        return Sightings.bearer("us", pod);
    }

    @Test
    void oursBearsItsAttemptsToken() {
        assertThat(of(Map.of("henge.io/owner", "us"), Map.of("henge.io/token", "t1", "task.id", "task")))
                .isEqualTo(Bearer.of(new Token("t1")));
    }

    @Test
    void oursOfAnEarlierVersionOrWithATokenThatCanBeNoneBearsNone() {
        assertThat(of(Map.of("henge.io/owner", "us"), TASK)).isEqualTo(Bearer.of(null));
        assertThat(of(Map.of("henge.io/owner", "us"), Map.of("henge.io/token", "")))
                .isEqualTo(Bearer.of(null));
        assertThat(of(Map.of("henge.io/owner", "us"), Map.of("henge.io/token", "x".repeat(65))))
                .isEqualTo(Bearer.of(null));
    }

    @Test
    void anotherOwnersTaskIsNotLookedAt() {
        assertThat(of(Map.of("henge.io/owner", "them"), TASK)).isEqualTo(Bearer.foreign(null));
    }

    @Test
    void whatHasNoOwnerSaysItsTask() {
        assertThat(of(Map.of("druid.k8s.peons", "true"), TASK)).isEqualTo(Bearer.foreign("task"));
    }
}
