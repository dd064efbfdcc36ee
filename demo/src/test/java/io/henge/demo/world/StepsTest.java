package io.henge.demo.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.demo.process.PartFailed;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StepsTest {
    @Test
    void stepsMayWaitForEachOther() throws Exception {
        try (Steps steps = new Steps()) {
            Future<String> first = steps.begin(() -> "a");
            Future<String> second = steps.begin(() -> first.get() + "b");
            steps.awaitAll();
            assertThat(second.get()).isEqualTo("ab");
        }
    }

    @Test
    void theFirstFailureEndsTheOthersAndIsThrownAsItWas() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Steps steps = new Steps()) {
            Future<String> broken = steps.begin(() -> {
                throw new PartFailed("broken");
            });
            steps.begin(broken::get);
            steps.begin(() -> {
                try {
                    return new CountDownLatch(1).await(1, TimeUnit.HOURS);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
            });
            assertThatThrownBy(steps::awaitAll).isInstanceOf(PartFailed.class).hasMessage("broken");
        }
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
