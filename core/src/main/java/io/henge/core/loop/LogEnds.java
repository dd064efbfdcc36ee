package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.port.TaskFiles;
import io.henge.core.report.LogPreface;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ends of logs as they were last seen, of so many attempts at most; the ones seen longest ago go first. Only the loop's
 * thread may use it.
 */
final class LogEnds {
    /** Of as many letters as {@link LogGlances} reads at most, 32 MiB. */
    static final int KEPT_MAX = 2_000;

    private final Map<AttemptId, String> ends = new LinkedHashMap<>();

    void put(AttemptId attempt, String end) {
        ends.remove(attempt);
        ends.put(attempt, end);
        if (ends.size() > KEPT_MAX) {
            ends.remove(ends.keySet().iterator().next());
        }
    }

    /** What was last seen of an attempt's log; empty where nothing was. */
    String of(AttemptId attempt) {
        return ends.getOrDefault(attempt, "");
    }

    /** Leaves in deep storage how the log of an attempt ended that was taken away, unless it has done its work or never ran. */
    static void leave(TaskFiles files, Attempt taken, String why, String end) {
        boolean done = taken.outcome() != null && taken.outcome().succeeded();
        if (!done && (taken.startedAt() != null || !end.isEmpty())) {
            files.leaveLog(taken.id(), LogPreface.ofTaken(taken, why, end));
        }
    }

    void forget(AttemptId attempt) {
        ends.remove(attempt);
    }
}
