package io.henge.testkit.fleet;

import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.fence.Claim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request of a peon to an Overlord, with what it shows of itself.
 *
 * @param segments what it wants to publish
 * @param outcome what it reports
 * @param subTask what it submits
 */
record PeonAction(
        Kind kind,
        Claim claim,
        List<String> segments,
        @Nullable Outcome outcome,
        @Nullable SubTask subTask,
        Ticket ticket) {
    /** What is asked for. */
    enum Kind {
        /** Something that may be done twice without harm, such as asking for a lock. */
        LOCK,
        PUBLISH,
        REPORT,
        SUBMIT,
        /** That its lease is renewed. */
        RENEW
    }

    /** How it is answered. */
    enum Answer {
        NONE_YET,
        DONE,
        /** 403: never again. */
        REFUSED,
        /** 500 or 503: try again. */
        FAILED
    }

    record SubTask(TaskId id, TaskScript script) {}

    /** Waits for the answer to one request; the first counts. */
    static final class Ticket {
        private Answer answer = Answer.NONE_YET;

        Answer answer() {
            return answer;
        }

        void answer(Answer given) {
            answer = answer == Answer.NONE_YET ? given : answer;
        }
    }

    static PeonAction lock(Claim claim) {
        return new PeonAction(Kind.LOCK, claim, List.of(), null, null, new Ticket());
    }

    static PeonAction publish(Claim claim, List<String> segments) {
        return new PeonAction(Kind.PUBLISH, claim, segments, null, null, new Ticket());
    }

    static PeonAction report(Claim claim, Outcome outcome) {
        return new PeonAction(Kind.REPORT, claim, List.of(), outcome, null, new Ticket());
    }

    static PeonAction submit(Claim claim, SubTask subTask) {
        return new PeonAction(Kind.SUBMIT, claim, List.of(), null, subTask, new Ticket());
    }

    static PeonAction renew(Claim claim) {
        return new PeonAction(Kind.RENEW, claim, List.of(), null, null, new Ticket());
    }

    /** The same request as somebody else's, whose answer reaches nobody. */
    PeonAction withoutAnswer() {
        return new PeonAction(kind, claim, segments, outcome, subTask, new Ticket());
    }

    TaskId task() {
        return claim.attempt().task();
    }

    void answer(Answer given) {
        ticket.answer(given);
    }
}
