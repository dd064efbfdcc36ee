package io.henge.testkit.cluster;

import io.henge.core.cluster.ApiFailure;
import io.henge.core.health.Admission;
import io.henge.core.health.Admission.Rank;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls that one connection makes to change its simulated cluster, in seconds of virtual time: one queue per rank before
 * the {@link Admission} that decides in the real gate too, and the same limits on waiting and running.
 */
final class SimulatedGate {
    /** How long a call may be under way. */
    static final int RUN_SECONDS_MAX = 25;

    private static final int WAIT_SECONDS_MAX = 2 * RUN_SECONDS_MAX;
    private final Admission admission;
    private final Map<Rank, Deque<Entry>> waiting = new EnumMap<>(Rank.class);
    private final List<Entry> underWay = new ArrayList<>();
    private int now;
    private boolean aDeleteBegan;
    private int secondsWithoutDelete;

    /** One call. */
    interface Call {
        /** Sends its request. */
        void send();

        /** Ends it without an answer, unless it has ended. */
        void fail(ApiFailure why);
    }

    private record Entry(Rank rank, Call call, int since) {}

    SimulatedGate(Admission admission) {
        this.admission = admission;
        for (Rank rank : Rank.values()) {
            waiting.put(rank, new ArrayDeque<>());
        }
    }

    void submit(Rank rank, Call call) {
        queue(rank).add(new Entry(rank, call, now));
        letThrough();
    }

    private Deque<Entry> queue(Rank rank) {
        return waiting.computeIfAbsent(rank, unused -> new ArrayDeque<>());
    }

    private void letThrough() {
        for (Optional<Rank> next = next(); next.isPresent(); next = next()) {
            Rank rank = next.get();
            admission.begun(rank);
            aDeleteBegan |= rank == Rank.ENDS;
            Entry begun = new Entry(rank, queue(rank).remove().call(), now);
            underWay.add(begun);
            begun.call().send();
        }
    }

    private Optional<Rank> next() {
        Set<Rank> ranks = EnumSet.noneOf(Rank.class);
        waiting.forEach((rank, line) -> {
            if (!line.isEmpty()) {
                ranks.add(rank);
            }
        });
        return admission.next(ranks, nanos(now));
    }

    /** One second later: what has waited or run for too long ends, and others have their turn. */
    void step() {
        now++;
        waiting.values().forEach(line -> {
            while (!line.isEmpty() && now - line.element().since() >= WAIT_SECONDS_MAX) {
                line.remove().call().fail(waitedTooLong());
            }
        });
        underWay.stream()
                .filter(entry -> now - entry.since() >= RUN_SECONDS_MAX)
                .toList()
                .forEach(entry -> entry.call().fail(SimulatedConnection.UNKNOWN));
        letThrough();
        watchDeletes();
    }

    private ApiFailure waitedTooLong() {
        Duration left = admission.leftAloneFor(nanos(now));
        return new ApiFailure(ApiFailure.Kind.TRANSIENT, "It waited too long for its turn")
                .retriedAfter(left.isZero() ? null : left);
    }

    private void watchDeletes() {
        if (aDeleteBegan || queue(Rank.ENDS).isEmpty()) {
            secondsWithoutDelete = 0;
        } else if (admission.leftAloneFor(nanos(now)).isZero()) {
            secondsWithoutDelete++;
        }
        aDeleteBegan = false;
    }

    /** For how long deletes have waited and none has had its turn, without the time in which the API server asks to be left alone. */
    int secondsWithoutDelete() {
        return secondsWithoutDelete;
    }

    /** How many calls wait for their turn. */
    int waiting() {
        return waiting.values().stream().mapToInt(Deque::size).sum();
    }

    /** A call was answered, or given up, and is to be told so; does nothing for one that never had its turn. */
    void ended(Call call, @Nullable ApiFailure failure) {
        underWay.stream().filter(entry -> entry.call().equals(call)).findFirst().ifPresent(entry -> {
            underWay.remove(entry);
            boolean overloaded = failure != null && isOfAnOverload(failure);
            admission.answered(
                    overloaded, nanos(entry.since()), nanos(now), failure == null ? null : failure.retryAfter());
            admission.ended(entry.rank());
            letThrough();
        });
    }

    /** Ends all calls: those that are under way with the one failure, those that wait with the other. */
    void close(ApiFailure whileUnderWay, ApiFailure whileWaiting) {
        List<Entry> waitingNow =
                waiting.values().stream().flatMap(Deque::stream).toList();
        waiting.values().forEach(Deque::clear);
        waitingNow.forEach(entry -> entry.call().fail(whileWaiting));
        List.copyOf(underWay).forEach(entry -> entry.call().fail(whileUnderWay));
    }

    /** As the real gate takes 429, 5xx and no answer. */
    private static boolean isOfAnOverload(ApiFailure failure) {
        return failure.kind() == ApiFailure.Kind.TRANSIENT || failure.kind() == ApiFailure.Kind.OUTCOME_UNKNOWN;
    }

    private static long nanos(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
