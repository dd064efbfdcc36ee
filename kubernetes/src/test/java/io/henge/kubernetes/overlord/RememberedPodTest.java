package io.henge.kubernetes.overlord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.testkit.time.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RememberedPodTest {
    private final ManualClock clock = new ManualClock();
    private boolean answers = true;
    private int reads;
    private final RememberedPod pod = new RememberedPod(this::read, clock);

    private PodSpec read() throws JobRefusedException {
        reads++;
        if (!answers) {
            throw JobRefusedException.forNow("No answer", null);
        }
        return new PodSpecBuilder().withHostname("read-" + reads).build();
    }

    private String hostname() throws Exception {
        return pod.spec().getHostname();
    }

    @Test
    void itIsReadOnceForManyTasksAndAgainWhenItHasAged() throws Exception {
        for (int task = 0; task < 100; task++) {
            assertThat(hostname()).isEqualTo("read-1");
        }
        clock.advance(RememberedPod.AGE_MAX);
        assertThat(hostname()).isEqualTo("read-2");
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void whatIsKnownServesOnWhileItCannotBeRead() throws Exception {
        assertThat(hostname()).isEqualTo("read-1");
        answers = false;
        clock.advance(RememberedPod.AGE_MAX);
        assertThat(hostname()).isEqualTo("read-1");
        assertThat(hostname()).isEqualTo("read-1");
        assertThat(reads).isEqualTo(2);
        answers = true;
        clock.advance(RememberedPod.PAUSE);
        assertThat(hostname()).isEqualTo("read-3");
    }

    @Test
    void aFirstReadingThatFailedIsTriedAgainAfterAPause() throws Exception {
        answers = false;
        assertThatThrownBy(pod::spec).hasMessage("No answer");
        clock.advance(RememberedPod.PAUSE.minus(Duration.ofMillis(1)));
        answers = true;
        assertThatThrownBy(pod::spec).hasMessage("No answer");
        assertThat(reads).isEqualTo(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(hostname()).isEqualTo("read-2");
    }
}
