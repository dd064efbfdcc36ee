package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One effect that the plan asks for. */
public sealed interface Action {
    AttemptId id();

    <R> R match(Cases<R> cases);

    /**
     * Write the intent to run the task on {@code cluster}.
     *
     * @param why there, as a sentence
     */
    record Place(AttemptId id, ClusterName cluster, String why) implements Action {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.place(this);
        }
    }

    /** Ask the attempt's cluster for its Job. */
    record Launch(Attempt attempt) implements Action {
        @Override
        public AttemptId id() {
            return attempt.id();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.launch(this);
        }
    }

    /** Make the ledger's row read like {@code attempt}. */
    record Describe(Attempt attempt) implements Action {
        @Override
        public AttemptId id() {
            return attempt.id();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.describe(this);
        }
    }

    /**
     * Record the outcome, then tell Druid.
     *
     * @param cutShort whether the pod is killed, or never started, so that nothing is to be waited for
     */
    record End(Attempt attempt, boolean cutShort) implements Action {
        @Override
        public AttemptId id() {
            return attempt.id();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.end(this);
        }
    }

    /**
     * End the attempt's right to commit, as soon as nobody acts for it any more, and record what follows: it is fenced and
     * its task runs again, or its task ends.
     *
     * @param why the word that it follows, in a sentence
     * @param relaunch whether the task is run again, if nothing of it is published
     * @param to the cluster that a person wants it to go to then, null for anywhere else
     */
    record Fence(
            Attempt attempt,
            String why,
            boolean relaunch,
            @Nullable ClusterName to) implements Action {
        @Override
        public AttemptId id() {
            return attempt.id();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.fence(this);
        }
    }

    /** Tell Druid that a task has ended that was never placed. */
    record Refuse(AttemptId id, Outcome outcome) implements Action {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refuse(this);
        }
    }

    /** Ask deep storage for the status that the peon left. */
    record ReadStatus(AttemptId id) implements Action {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.readStatus(this);
        }
    }

    /** Ask deep storage whether the attempt's peon holds a lease. */
    record ReadLease(AttemptId id) implements Action {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.readLease(this);
        }
    }

    /** Tell the attempt's peon to stop: whoever renews its lease does so no more, and in deep storage it is written. */
    record Revoke(AttemptId id) implements Action {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.revoke(this);
        }
    }

    /** Ask the cluster for what its events say of the Job and its pod. */
    record ReadEvents(Attempt attempt) implements Action {
        @Override
        public AttemptId id() {
            return attempt.id();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.readEvents(this);
        }
    }

    /** Copy the pod's log to deep storage. */
    record SaveLog(Attempt attempt) implements Action {
        @Override
        public AttemptId id() {
            return attempt.id();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.saveLog(this);
        }
    }

    /** Ask the cluster to delete the Job. */
    record Delete(Attempt attempt) implements Action {
        @Override
        public AttemptId id() {
            return attempt.id();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.delete(this);
        }
    }

    /** Ask Druid's store whether it knows that the task has ended. */
    record AskStore(AttemptId id) implements Action {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.askStore(this);
        }
    }

    /** Take the row out of the ledger and forget the attempt. */
    record Remove(Attempt attempt) implements Action {
        @Override
        public AttemptId id() {
            return attempt.id();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.remove(this);
        }
    }

    /** Forget a task that never had a row. */
    record Forget(AttemptId id) implements Action {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.forget(this);
        }
    }

    /**
     * Take the row of an attempt out of the ledger whose cluster certainly has made no Job, and let its task wait for
     * another cluster.
     *
     * @param why what the cluster said
     */
    record TakeBack(Attempt attempt, String why) implements Action {
        @Override
        public AttemptId id() {
            return attempt.id();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.takeBack(this);
        }
    }

    /**
     * Record another name for the attempt's Job, since something else has the present one.
     *
     * @param taken how many names were found to be taken
     */
    record Rename(Attempt attempt, int taken) implements Action {
        @Override
        public AttemptId id() {
            return attempt.id();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.rename(this);
        }
    }

    /**
     * Do what follows from an attempt whose right has ended by a word.
     *
     * @param again whether its task is to go on, as a next attempt
     * @param failure why that one is to fail without being placed, null where it is to run
     * @param family the attempts of its sub-tasks, which are to be taken away too
     * @param why they are
     */
    record FollowUp(AttemptId id, boolean again, @Nullable String failure, List<AttemptId> family, String why)
            implements Action {
        public FollowUp {
            family = List.copyOf(family);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.followUp(this);
        }
    }

    /** One method per action: a new one does not compile until the loop can carry it out. */
    interface Cases<R> {
        R place(Place action);

        R launch(Launch action);

        R describe(Describe action);

        R end(End action);

        R fence(Fence action);

        R refuse(Refuse action);

        R readStatus(ReadStatus action);

        R readLease(ReadLease action);

        R revoke(Revoke action);

        R readEvents(ReadEvents action);

        R saveLog(SaveLog action);

        R delete(Delete action);

        R askStore(AskStore action);

        R remove(Remove action);

        R forget(Forget action);

        R takeBack(TakeBack action);

        R rename(Rename action);

        R followUp(FollowUp action);
    }
}
