package io.henge.kubernetes.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ApiFailure.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallsTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final RecordingTimer timer = new RecordingTimer();
    private final Calls calls = new Calls("east", "call", 1, 1, timer);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @AfterEach
    void close() {
        calls.close();
        timer.shutdownNow();
    }

    /** Remembers for how long it was asked to wait last. */
    private static final class RecordingTimer extends ScheduledThreadPoolExecutor {
        private volatile long lastDelayNanos;

        RecordingTimer() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            lastDelayNanos = unit.toNanos(delay);
            return super.schedule(command, delay, unit);
        }
    }

    /** Blocks for ever, unless interrupted. */
    private final class Stuck extends Held {
        Stuck() {
            super(new CountDownLatch(1));
        }
    }

    /** Blocks until it is let go, or interrupted. */
    private class Held implements Calls.Call<Optional<ApiFailure>> {
        private final CountDownLatch go;

        Held(CountDownLatch go) {
            this.go = go;
        }

        @Override
        public Optional<ApiFailure> run() throws InterruptedException {
            begun.countDown();
            try {
                go.await();
                return Optional.empty();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        }

        @Override
        public Optional<ApiFailure> failed(ApiFailure why) {
            return Optional.of(why);
        }

        @Override
        public Kind cutOff() {
            return Kind.OUTCOME_UNKNOWN;
        }
    }

    private static Kind kindOf(CompletionStage<Optional<ApiFailure>> stage) throws Exception {
        return stage.toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .orElseThrow()
                .kind();
    }

    @Test
    void aCallThatRunsTooLongIsInterruptedAndUnknown() throws Exception {
        assertThat(kindOf(calls.submit(new Stuck(), LONG, SHORT))).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCallThatWaitsTooLongWasNeverSent() throws Exception {
        CompletionStage<Optional<ApiFailure>> first = calls.submit(new Stuck(), LONG, LONG);
        begun.await();
        assertThat(kindOf(calls.submit(new Stuck(), SHORT, LONG))).isEqualTo(Kind.TRANSIENT);
        assertThat(first.toCompletableFuture()).isNotDone();
    }

    @Test
    void whatACallHasWaitedItCannotRun() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        calls.submit(new Held(go), LONG, LONG);
        begun.await();
        CompletionStage<Optional<ApiFailure>> second = calls.submit(new Held(go), LONG);
        long submitted = System.nanoTime();
        long waited = System.nanoTime() - submitted;
        go.countDown();
        assertThat(second.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(timer.lastDelayNanos).isLessThan(LONG.toNanos() - waited);
    }

    @Test
    void aFullQueueRefusesAtOnce() throws Exception {
        calls.submit(new Stuck(), LONG, LONG);
        begun.await();
        calls.submit(new Stuck(), LONG, LONG);
        assertThat(kindOf(calls.submit(new Stuck(), LONG, LONG))).isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void closingEndsWhatRunsAndWhatWaits() throws Exception {
        CompletionStage<Optional<ApiFailure>> runs = calls.submit(new Stuck(), LONG, LONG);
        begun.await();
        CompletionStage<Optional<ApiFailure>> waits = calls.submit(new Stuck(), LONG, LONG);
        calls.close();
        assertThat(kindOf(runs)).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(kindOf(waits)).isEqualTo(Kind.TRANSIENT);
        assertThat(kindOf(calls.submit(new Stuck(), LONG, LONG))).isEqualTo(Kind.TRANSIENT);
        assertThat(calls.awaitEnd(Duration.ofSeconds(5))).isTrue();
    }
}
