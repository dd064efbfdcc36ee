package io.henge.druid.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundedAskerTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch silence = new CountDownLatch(1);

    /** One that is being asked until the test breaks the silence. */
    private String answerLate() throws InterruptedException {
        asked.countDown();
        silence.await();
        return "late";
    }

    private static BoundedAsker asker(Duration answerMax) {
        return new BoundedAsker("henge-test-%d", 1, 1, answerMax);
    }

    @Test
    void anAnswerComesFromAThreadOfTheAskersOwn() {
        try (BoundedAsker asker = asker(LONG)) {
            assertThat(asker.ask(() -> Thread.currentThread().getName())
                            .toCompletableFuture()
                            .join())
                    .isEqualTo("henge-test-0");
        }
    }

    @Test
    void aFailureIsTheAnswerAndTheNextQuestionIsAsked() {
        try (BoundedAsker asker = asker(LONG)) {
            CompletableFuture<String> failed = asker.<String>ask(() -> {
                        throw new IOException("The store is away");
                    })
                    .toCompletableFuture();
            assertThatThrownBy(failed::join)
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseMessage("The store is away");
            assertThat(asker.ask(() -> 7).toCompletableFuture().join()).isEqualTo(7);
        }
    }

    @Test
    void aQuestionTooManyFailsAtOnceAndTheOthersAreAnswered() throws Exception {
        try (BoundedAsker asker = asker(LONG)) {
            CompletableFuture<String> first = asker.ask(this::answerLate).toCompletableFuture();
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<String> second = asker.ask(() -> "second").toCompletableFuture();
            CompletableFuture<String> third = asker.ask(() -> "third").toCompletableFuture();
            assertThatThrownBy(third::join).hasCauseInstanceOf(RejectedExecutionException.class);
            silence.countDown();
            assertThat(first.join()).isEqualTo("late");
            assertThat(second.join()).isEqualTo("second");
        }
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsAFailure() {
        try (BoundedAsker asker = asker(Duration.ofMillis(1))) {
            CompletableFuture<String> answer = asker.ask(this::answerLate).toCompletableFuture();
            assertThatThrownBy(answer::join).hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void nothingIsAskedAfterTheEnd() {
        BoundedAsker asker = asker(LONG);
        asker.close();
        assertThatThrownBy(asker.ask(() -> "too late").toCompletableFuture()::join)
                .hasCauseInstanceOf(RejectedExecutionException.class);
    }
}
