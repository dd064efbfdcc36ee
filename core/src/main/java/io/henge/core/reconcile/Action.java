package io.henge.core.reconcile;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;

/** One effect that the plan asks for. */
public sealed interface Action {
    TaskId task();

    <R> R match(Cases<R> cases);

    /** Write the intent to run the task on {@code cluster}. */
    record Place(TaskId task, ClusterName cluster) implements Action {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.place(this);
        }
    }

    /** Ask the attempt's cluster for its Job. */
    record Launch(Attempt attempt) implements Action {
        @Override
        public TaskId task() {
            return attempt.task();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.launch(this);
        }
    }

    /** Make the ledger's row read like {@code attempt}. */
    record Describe(Attempt attempt) implements Action {
        @Override
        public TaskId task() {
            return attempt.task();
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
        public TaskId task() {
            return attempt.task();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.end(this);
        }
    }

    /** Ask deep storage for the status that the peon left. */
    record ReadStatus(TaskId task) implements Action {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.readStatus(this);
        }
    }

    /** Copy the pod's log to deep storage. */
    record SaveLog(Attempt attempt) implements Action {
        @Override
        public TaskId task() {
            return attempt.task();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.saveLog(this);
        }
    }

    /** Ask the cluster to delete the Job. */
    record Delete(Attempt attempt) implements Action {
        @Override
        public TaskId task() {
            return attempt.task();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.delete(this);
        }
    }

    /** Take the row out of the ledger and forget the task. */
    record Remove(Attempt attempt) implements Action {
        @Override
        public TaskId task() {
            return attempt.task();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.remove(this);
        }
    }

    /** Forget a task that never had a row. */
    record Forget(TaskId task) implements Action {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.forget(this);
        }
    }

    /** One method per action: a new one does not compile until the loop can carry it out. */
    interface Cases<R> {
        R place(Place action);

        R launch(Launch action);

        R describe(Describe action);

        R end(End action);

        R readStatus(ReadStatus action);

        R saveLog(SaveLog action);

        R delete(Delete action);

        R remove(Remove action);

        R forget(Forget action);
    }
}
