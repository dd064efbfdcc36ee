package io.henge.kubernetes.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ApiFailure.Kind;
import io.henge.core.health.Admission.Rank;
import io.henge.core.health.ConcurrencyLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final int TOO_MANY_REQUESTS = 429;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final Gate gate = new Gate(Runnable::run, timer);

    /** Those that have begun, in that order. */
    private final List<Call> begun = new ArrayList<>();

    @AfterEach
    void close() {
        gate.close();
        timer.shutdownNow();
    }

    /** Ends when the test says so. */
    private final class Call implements Gate.Call<Optional<ApiFailure>> {
        private final CompletableFuture<Optional<ApiFailure>> answer = new CompletableFuture<>();
        private final CompletionStage<Optional<ApiFailure>> result;
        private BooleanSupplier over = () -> false;

        Call(Rank rank, Duration waitMax, Duration runMax) {
            this.result = gate.submit(rank, this, waitMax, runMax);
        }

        @Override
        public CompletionStage<Optional<ApiFailure>> begin(BooleanSupplier isOver) {
            over = isOver;
            begun.add(this);
            return answer;
        }

        @Override
        public Optional<ApiFailure> failed(ApiFailure why) {
            return Optional.of(why);
        }

        @Override
        public Kind cutOff() {
            return Kind.OUTCOME_UNKNOWN;
        }

        void answered() {
            answer.complete(Optional.empty());
        }

        Kind kind() throws Exception {
            return result.toCompletableFuture()
                    .get(10, TimeUnit.SECONDS)
                    .orElseThrow()
                    .kind();
        }
    }

    private Call beginning() {
        return new Call(Rank.BEGINS, LONG, LONG);
    }

    private Call ending() {
        return new Call(Rank.ENDS, LONG, LONG);
    }

    private List<Call> beginnings(int count) {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(beginning());
        }
        return calls;
    }

    @Test
    void noMoreBeginThanAreAnswered() {
        int atOnce = new ConcurrencyLimit().beginnings();
        List<Call> calls = beginnings(atOnce + 2);
        assertThat(begun).isEqualTo(calls.subList(0, atOnce));
        calls.get(3).answered();
        assertThat(begun).isEqualTo(calls.subList(0, atOnce + 1));
        assertThat(calls.get(3).result.toCompletableFuture()).isCompletedWithValue(Optional.empty());
    }

    @Test
    void whatEndsSomethingGoesFirst() {
        List<Call> beginnings = beginnings(ConcurrencyLimit.AT_FIRST);
        Call reserved = ending();
        assertThat(begun).endsWith(reserved);
        ending();
        Call waiting = ending();
        assertThat(begun).doesNotContain(waiting);
        beginnings.get(0).answered();
        assertThat(begun).endsWith(waiting);
    }

    @Test
    void neitherKindKeepsTheOtherOutForEver() {
        for (int i = 0; i < 2 * ConcurrencyLimit.AT_FIRST; i++) {
            ending();
        }
        assertThat(begun).hasSize(ConcurrencyLimit.AT_FIRST);
        Call beginning = beginning();
        begun.get(0).answered();
        assertThat(begun).endsWith(beginning);
        Call next = beginning();
        begun.get(1).answered();
        assertThat(begun).doesNotContain(next);
        beginning.answered();
        assertThat(begun).endsWith(next);
    }

    @Test
    void whatWasCutOffKeepsNoPlaceFree() throws Exception {
        for (int i = 0; i < ConcurrencyLimit.AT_FIRST; i++) {
            ending();
        }
        Call late = new Call(Rank.BEGINS, SHORT, LONG);
        Call waiting = ending();
        assertThat(late.kind()).isEqualTo(Kind.TRANSIENT);
        begun.get(0).answered();
        assertThat(begun).endsWith(waiting);
    }

    @Test
    void anOverloadedServerIsAskedForLess() {
        gate.answered(Verb.CREATE, TOO_MANY_REQUESTS, Duration.ZERO, null);
        ConcurrencyLimit halved = new ConcurrencyLimit();
        halved.overloaded(0, 0);
        beginnings(ConcurrencyLimit.AT_FIRST);
        assertThat(begun).hasSize(halved.beginnings());
    }

    @Test
    void whatWatchesAndListsMeetSaysNothing() {
        for (Verb verb : List.of(Verb.WATCH, Verb.LIST, Verb.LOG)) {
            gate.answered(verb, ApiMeter.NO_ANSWER, Duration.ZERO, null);
        }
        beginnings(ConcurrencyLimit.AT_FIRST);
        assertThat(begun).hasSize(new ConcurrencyLimit().beginnings());
    }

    @Test
    void aServerThatAsksForItIsLeftAlone() {
        gate.answered(Verb.CREATE, TOO_MANY_REQUESTS, Duration.ZERO, Duration.ofMillis(300));
        long asked = System.nanoTime();
        Call call = ending();
        assertThat(begun).isEmpty();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !begun.isEmpty());
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(Duration.ofMillis(250));
        assertThat(begun).containsExactly(call);
    }

    @Test
    void aCallThatWaitsTooLongWasNeverSent() throws Exception {
        beginnings(ConcurrencyLimit.AT_FIRST);
        Call late = new Call(Rank.BEGINS, SHORT, LONG);
        assertThat(late.kind()).isEqualTo(Kind.TRANSIENT);
        List.copyOf(begun).forEach(Call::answered);
        assertThat(begun).doesNotContain(late);
    }

    @Test
    void aCallThatRunsTooLongIsUnknownAndKeepsItsPlaceUntilItEnds() throws Exception {
        Call endless = new Call(Rank.BEGINS, LONG, SHORT);
        assertThat(endless.over.getAsBoolean()).isFalse();
        assertThat(endless.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(endless.over.getAsBoolean())
                .as("so that nothing more is sent for it")
                .isTrue();
        List<Call> others = beginnings(new ConcurrencyLimit().beginnings());
        Call last = others.get(others.size() - 1);
        assertThat(begun).doesNotContain(last);
        endless.answered();
        assertThat(begun).contains(last);
    }

    @Test
    void aCallThatBreaksIsUnknownAndGivesItsPlaceBack() throws Exception {
        List<Call> calls = beginnings(ConcurrencyLimit.AT_FIRST);
        calls.get(0).answer.completeExceptionally(new IllegalStateException("broken"));
        assertThat(calls.get(0).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(begun).hasSize(new ConcurrencyLimit().beginnings() + 1);
    }

    @Test
    void aFaultThatIsNoExceptionGivesItsPlaceBackToo() throws Exception {
        for (int i = 0; i < 2 * ConcurrencyLimit.MOST; i++) {
            CompletionStage<Optional<ApiFailure>> result = gate.submit(
                    Rank.BEGINS,
                    new Gate.Call<Optional<ApiFailure>>() {
                        @Override
                        public CompletionStage<Optional<ApiFailure>> begin(BooleanSupplier over) {
                            throw new StackOverflowError("planted");
                        }

                        @Override
                        public Optional<ApiFailure> failed(ApiFailure why) {
                            return Optional.of(why);
                        }

                        @Override
                        public Kind cutOff() {
                            return Kind.OUTCOME_UNKNOWN;
                        }
                    },
                    LONG,
                    LONG);
            assertThat(result.toCompletableFuture()).isDone();
        }
        assertThat(begun).isEmpty();
        Call call = beginning();
        assertThat(begun).containsExactly(call);
    }

    @Test
    void whoWaitedBeforeAServerThatIsLeftAloneKnowsForHowLong() throws Exception {
        gate.answered(Verb.CREATE, TOO_MANY_REQUESTS, Duration.ZERO, Duration.ofSeconds(50));
        Call late = new Call(Rank.BEGINS, SHORT, LONG);
        ApiFailure why =
                late.result.toCompletableFuture().get(10, TimeUnit.SECONDS).orElseThrow();
        assertThat(why.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(why.retryAfter()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(50));
        assertThat(begun).isEmpty();
    }

    @Test
    void closingEndsWhatRunsAndWhatWaits() throws Exception {
        List<Call> calls = beginnings(ConcurrencyLimit.AT_FIRST);
        gate.close();
        assertThat(calls.get(0).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(calls.get(calls.size() - 1).kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(beginning().kind()).isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void whatDoesNotFitIsRefusedAtOnce() throws Exception {
        List<Call> calls = beginnings(5_000);
        assertThat(calls.get(calls.size() - 1).kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(calls.get(4_000).result.toCompletableFuture()).isNotDone();
    }
}
