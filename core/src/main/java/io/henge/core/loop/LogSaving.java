package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Mark;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Results;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings logs to deep storage, each when its turn has come. Called by the loop only; results arrive on other threads. */
final class LogSaving {
    private static final Logger log = LoggerFactory.getLogger(LogSaving.class);

    private final LoopPorts ports;
    private final Policies policies;
    private final InstantSource clock;
    private final Mailbox mailbox;
    private final AttemptTable table;
    private final LogTurns turns = new LogTurns();

    LogSaving(LoopPorts ports, Policies policies, Mailbox mailbox, AttemptTable table) {
        this.ports = ports;
        this.policies = policies;
        this.clock = ports.clock();
        this.mailbox = mailbox;
        this.table = table;
    }

    /** Has the log copied, now or when its turn comes. */
    void save(Attempt attempt) {
        AttemptView view = table.find(attempt.id()).orElseThrow();
        if (view.has(Mark.CUT_SHORT)) {
            // Its pod is killed soon, and waits for nobody.
            copyLog(view, attempt, List::of);
        } else if (turns.mayBegin(attempt.cluster(), attempt.id(), view.learnt().logUntil() != null, clock.instant())) {
            copyLog(view, attempt, () -> nextLog(attempt.cluster()));
        }
    }

    /** @param whenDone called on the loop's thread; gives the attempts that it changes */
    private void copyLog(AttemptView view, Attempt attempt, Supplier<List<AttemptId>> whenDone) {
        AttemptView begun = Results.logBegun(view, policies, clock.instant());
        table.put(begun);
        Instant until = Objects.requireNonNull(begun.learnt().logUntil());
        LogCopy.copy(ports, attempt, until)
                .thenAccept(failure -> mailbox.post(new Note(attempt.id().toString(), known -> {
                    List<AttemptId> changed = new ArrayList<>(whenDone.get());
                    table.change(attempt.id(), copied -> logTried(copied, attempt.cluster(), failure));
                    changed.add(attempt.id());
                    return changed;
                })));
    }

    private List<AttemptId> nextLog(ClusterName cluster) {
        LogTurns.Passed passed = turns.done(cluster, clock.instant());
        passed.next().flatMap(table::find).ifPresent(view -> {
            Attempt attempt = Objects.requireNonNull(view.attempt());
            copyLog(view, attempt, () -> nextLog(cluster));
        });
        passed.late()
                .forEach(late -> table.change(late, view -> {
                    warnOfLostLog(view, cluster, "Its turn did not come within an hour");
                    return view.with(Mark.LOG_SAVED).done();
                }));
        return passed.late();
    }

    private AttemptView logTried(AttemptView view, ClusterName cluster, Optional<ApiFailure> failure) {
        AttemptView after = Results.logTried(view, failure, clock.instant());
        if (failure.isPresent() && after.has(Mark.LOG_SAVED)) {
            warnOfLostLog(view, cluster, failure.get().message());
        }
        return after;
    }

    private static void warnOfLostLog(AttemptView view, ClusterName cluster, String why) {
        log.warn(
                "The log of attempt[{}] on cluster[{}] is not in deep storage and is lost with its pod; its outcome is "
                        + "recorded all the same. {}",
                view.id(),
                cluster,
                why);
    }
}
