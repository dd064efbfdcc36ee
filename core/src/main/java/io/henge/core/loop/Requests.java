package io.henge.core.loop;

import io.henge.core.decide.Request;
import io.henge.core.decide.Verdict;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What people ask for, until it is answered. {@link #open} may be called by any thread, the rest by the loop's alone; as
 * many are open as there are threads that ask.
 */
final class Requests {
    private final AtomicLong numbers = new AtomicLong();
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private final Map<Long, CompletableFuture<Verdict>> answers = new HashMap<>();

    /** What is to be told once the row or record is durable that a request has led to. */
    private final Map<Long, Verdict> promised = new HashMap<>();

    /** A request with a number of its own, and the place of its answer. */
    record Open(Request request, CompletableFuture<Verdict> answer) {
        CompletionStage<Verdict> stage() {
            return answer;
        }
    }

    Open open(LongFunction<Request> request) {
        return new Open(request.apply(numbers.incrementAndGet()), new CompletableFuture<>());
    }

    void add(Open open) {
        waiting.add(open.request());
        answers.put(open.request().number(), open.answer());
    }

    /** The one to be judged now: one a turn, so that each sees what the one before has led to. */
    Optional<Request> first() {
        return Optional.ofNullable(waiting.peek());
    }

    /** The first one was judged; says whether there are more. */
    boolean judged() {
        waiting.remove();
        return !waiting.isEmpty();
    }

    /** The verdict is to be told when it is durable. */
    void promise(long request, Verdict verdict) {
        promised.put(request, verdict);
    }

    /** What was promised is durable. */
    void keep(@Nullable Long request) {
        @Nullable Verdict verdict = request == null ? null : promised.remove(request);
        if (request != null && verdict != null) {
            answer(request, verdict);
        }
    }

    void answer(long request, Verdict verdict) {
        promised.remove(request);
        @Nullable CompletableFuture<Verdict> answer = answers.remove(request);
        if (answer != null) {
            answer.complete(verdict);
        }
    }
}
