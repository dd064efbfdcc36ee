package io.henge.core.loop;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose log is copied now, and whose waits for its turn: so that the time that one may take is not spent waiting where
 * thousands of tasks end at once. Only the loop's thread may use it.
 */
final class LogTurns {
    /** On each cluster: enough for its threads to have something to do at any moment. */
    static final int AT_ONCE = 64;

    private final Map<ClusterName, Line> lines = new HashMap<>();

    /** Long enough for 20,000 logs at the rate at which they are copied; a bound where deep storage hangs. */
    private static final Duration WAIT_MAX = Duration.ofHours(1);

    private static final class Line {
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private int copying;
    }

    private record Waiting(AttemptId attempt, Instant since) {}

    /**
     * What follows from the end of one copy.
     *
     * @param next whose turn it is from now on
     * @param late those that have waited for an hour, and have no turn any more
     */
    record Passed(Optional<AttemptId> next, List<AttemptId> late) {}

    /**
     * Whether the attempt's log may be copied now; if not, {@link #done} will give it its turn.
     *
     * @param again whether it had a turn before, so that its time runs: it goes before those that had none
     */
    boolean mayBegin(ClusterName cluster, AttemptId attempt, boolean again, Instant now) {
        Line line = lines.computeIfAbsent(cluster, name -> new Line());
        if (line.copying < AT_ONCE) {
            line.copying++;
            return true;
        }
        if (again) {
            line.waiting.addFirst(new Waiting(attempt, now));
        } else {
            line.waiting.addLast(new Waiting(attempt, now));
        }
        return false;
    }

    /** One that had its turn is done with it. */
    Passed done(ClusterName cluster, Instant now) {
        Line line = lines.computeIfAbsent(cluster, name -> new Line());
        List<AttemptId> late = new ArrayList<>();
        for (@Nullable Waiting next = line.waiting.poll(); next != null; next = line.waiting.poll()) {
            if (now.isBefore(next.since().plus(WAIT_MAX))) {
                return new Passed(Optional.of(next.attempt()), late);
            }
            late.add(next.attempt());
        }
        line.copying--;
        return new Passed(Optional.empty(), late);
    }
}
