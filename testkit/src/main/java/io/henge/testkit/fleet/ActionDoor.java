package io.henge.testkit.fleet;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.failover.Disposition;
import io.henge.core.fence.Claim;
import io.henge.core.fence.Entry;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.Publish;
import io.henge.core.loop.Fence;
import io.henge.core.loop.LedgerWriter;
import io.henge.core.port.Ledger;
import io.henge.core.port.LedgerException;
import io.henge.testkit.fleet.PeonAction.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one Overlord serves its peons' actions, step by step as the extension's fenced action client does: past the fence,
 * with a note of what is to be published, after a look at the term, and only then to the metadata store.
 */
final class ActionDoor {
    private static final Duration LEDGER_WAIT_MAX = Duration.ofSeconds(10);

    private final SimulatedOverlord overlord;
    private final Build build;
    private final Fence fence;
    private final Ledger ledger;
    private final LedgerWriter writer;
    private final SimulatedStore store;
    private final InstantSource clock;
    private final List<PeonAction> arrived = new ArrayList<>();
    private final List<Commit> commits = new ArrayList<>();

    ActionDoor(
            SimulatedOverlord overlord,
            Build build,
            Fence fence,
            Ledger ledger,
            LedgerWriter writer,
            SimulatedStore store,
            InstantSource clock) {
        this.overlord = overlord;
        this.build = build;
        this.fence = fence;
        this.ledger = ledger;
        this.writer = writer;
        this.store = store;
        this.clock = clock;
    }

    /** A publish that has passed the fence; it stays inside until it is answered. */
    private final class Commit {
        private final PeonAction action;
        private final Entry.Passage passage;
        private final Instant deadline = clock.instant().plus(LEDGER_WAIT_MAX);
        private @Nullable Publish note;
        private boolean confirmed;
        private boolean over;

        Commit(PeonAction action, Entry.Passage passage) {
            this.action = action;
            this.passage = passage;
        }

        /** Asks the ledger for its word: by a note where the task could be run again, else by a look at the term. */
        void ask(Optional<Attempt> row) {
            if (row.isPresent() && Disposition.of(row.get().traits()) == Disposition.RELAUNCH) {
                AttemptId id = row.get().id();
                int number = ledger.publishes(id).size() + 1;
                note = new Publish(
                        id, number, overlord.epoch(), row.get().traits().dataSource(), action.segments(), false);
                writer.submit(new LedgerWrite.PutPublish(note), () -> confirmed = true);
            } else {
                writer.confirm(() -> confirmed = true);
            }
        }

        void step() {
            if (confirmed) {
                commit();
            } else if (clock.instant().isAfter(deadline)) {
                leave(Answer.FAILED);
            }
        }

        private void commit() {
            if (!overlord.fuse().passes()) {
                return;
            }
            try {
                store.commit(action.claim().attempt(), action.segments());
            } catch (LedgerException e) {
                leave(Answer.FAILED);
                return;
            }
            if (note != null) {
                writer.submit(new LedgerWrite.PutPublish(note.succeeded()), () -> {});
            }
            leave(Answer.DONE);
        }

        private void leave(Answer answer) {
            over = true;
            passage.close();
            action.answer(answer);
        }
    }

    void take(PeonAction action) {
        arrived.add(action);
    }

    /** Goes on with what was begun before, then begins what has arrived. */
    void step() {
        commits.forEach(Commit::step);
        commits.removeIf(commit -> commit.over);
        List<PeonAction> actions = List.copyOf(arrived);
        arrived.clear();
        actions.forEach(this::begin);
    }

    /** As {@code ActionGate} of the extension does: past the fence, and only by the word of the newest term. */
    private void renew(PeonAction action) {
        Answer answer = fence.renew(action.claim()).match(new Refusal());
        if (answer == Answer.FAILED) {
            action.answer(answer);
        } else {
            writer.confirm(() -> action.answer(answer));
        }
    }

    private void begin(PeonAction action) {
        if (action.kind() == PeonAction.Kind.RENEW) {
            renew(action);
            return;
        }
        TaskId task = action.task();
        boolean goodbye = action.kind() == PeonAction.Kind.REPORT;
        // The first question is for the answer 403 or 503, the second for the action itself.
        Answer refusal = pass(action, true).match(new Refusal());
        if (refusal == Answer.REFUSED) {
            // A former leader that does not know of its end yet must not send a newer attempt away for good.
            writer.confirm(() -> action.answer(Answer.REFUSED));
            return;
        }
        if (refusal == Answer.FAILED) {
            action.answer(Answer.FAILED);
            return;
        }
        if (pass(action, goodbye) instanceof Entry.Passed passed) {
            carryOut(action, task, passed.passage());
        } else {
            action.answer(Answer.FAILED);
        }
    }

    private Entry pass(PeonAction action, boolean goodbye) {
        Optional<Claim> claim =
                Optional.of(action.claim()).filter(shown -> !shown.token().equals(Token.NONE));
        return build.entry(fence.enter(action.task(), claim, goodbye));
    }

    private void carryOut(PeonAction action, TaskId task, Entry.Passage passage) {
        if (action.kind() == PeonAction.Kind.PUBLISH) {
            publish(action, task, passage);
            return;
        }
        passage.close();
        if (action.outcome() != null) {
            overlord.loop().report(task, action.claim().token(), action.outcome());
        }
        PeonAction.@Nullable SubTask subTask = action.subTask();
        boolean taken = subTask == null
                || overlord.queue().add(subTask.id(), subTask.script().traits());
        action.answer(taken ? Answer.DONE : Answer.FAILED);
    }

    private void publish(PeonAction action, TaskId task, Entry.Passage passage) {
        Commit commit = new Commit(action, passage);
        try {
            commit.ask(fence.attemptOf(task));
            commits.add(commit);
        } catch (LedgerException e) {
            commit.leave(Answer.FAILED);
        }
    }

    /** The answer to whoever asks for a client; DONE where nothing speaks against it. */
    private static final class Refusal implements Entry.Cases<Answer> {
        @Override
        public Answer passed(Entry.Passed entry) {
            entry.passage().close();
            return Answer.DONE;
        }

        @Override
        public Answer stale(Entry.Stale entry) {
            return Answer.REFUSED;
        }

        @Override
        public Answer unsure(Entry.Unsure entry) {
            return Answer.FAILED;
        }
    }
}
