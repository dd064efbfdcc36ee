package io.henge.core.decide;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobKey;
import io.henge.core.ledger.ClusterRecord;

/** One effect that the plan asks for on a cluster, a stray Job, or a person's request. */
public sealed interface FleetAction {
    void match(Cases cases);

    /** Search the cluster for Jobs of Druid's own runner, and make rows of them. */
    record Search(ClusterName cluster) implements FleetAction {
        @Override
        public void match(Cases cases) {
            cases.search(this);
        }
    }

    /** Record that every cluster has been searched, and let the tasks go on that waited for it. */
    record Settle() implements FleetAction {
        @Override
        public void match(Cases cases) {
            cases.settle();
        }
    }

    /** Let the tasks go on, as second attempts, that may run on clusters which are lost unsearched. */
    record PresumeLost() implements FleetAction {
        @Override
        public void match(Cases cases) {
            cases.presumeLost();
        }
    }

    /** Delete a Job that no row knows. */
    record DeleteStray(JobKey key, String uid) implements FleetAction {
        @Override
        public void match(Cases cases) {
            cases.deleteStray(this);
        }
    }

    /** Suspect a Job no more. */
    record ForgetStray(JobKey key) implements FleetAction {
        @Override
        public void match(Cases cases) {
            cases.forgetStray(this);
        }
    }

    /** Take an attempt from its cluster, for a request; it is answered when that is durable. */
    record Withdraw(AttemptId attempt, Withdrawal withdrawal, Verdict verdict) implements FleetAction {
        @Override
        public void match(Cases cases) {
            cases.withdraw(this);
        }
    }

    /**
     * Record what a person says of a cluster, for a request; it is answered when that is durable.
     *
     * @param drain what is to be recorded where the word is to drain it
     */
    record Declare(Request.Declare request, ClusterRecord.Drain drain, Verdict verdict) implements FleetAction {
        @Override
        public void match(Cases cases) {
            cases.declare(this);
        }
    }

    /** Record that an attempt would be taken from its cluster if failover acted. */
    record Foresee(AttemptId attempt, Withdrawal withdrawal) implements FleetAction {
        @Override
        public void match(Cases cases) {
            cases.foresee(this);
        }
    }

    /** Take an attempt from its cluster, without a request. */
    record Relocate(AttemptId attempt, Withdrawal withdrawal) implements FleetAction {
        @Override
        public void match(Cases cases) {
            cases.relocate(this);
        }
    }

    /** Ask the supervisor of an attempt's task to hand it over. */
    record HandOver(AttemptId attempt) implements FleetAction {
        @Override
        public void match(Cases cases) {
            cases.handOver(this);
        }
    }

    /** Note that nothing is left on a cluster that is being drained. */
    record Drained(ClusterName cluster, ClusterRecord.Drain drain) implements FleetAction {
        @Override
        public void match(Cases cases) {
            cases.drained(this);
        }
    }

    /** Record that placement is paused, or not any more, for a request; it is answered when that is durable. */
    record Pause(Request.Pause request, Verdict verdict) implements FleetAction {
        @Override
        public void match(Cases cases) {
            cases.pause(this);
        }
    }

    /** Answer a request of which nothing else comes. */
    record Answer(long request, Verdict verdict) implements FleetAction {
        @Override
        public void match(Cases cases) {
            cases.answer(this);
        }
    }

    /** One method per action: a new one does not compile until the loop can carry it out. */
    interface Cases {
        void search(Search action);

        void settle();

        void presumeLost();

        void deleteStray(DeleteStray action);

        void forgetStray(ForgetStray action);

        void withdraw(Withdraw action);

        void declare(Declare action);

        void relocate(Relocate action);

        void foresee(Foresee action);

        void handOver(HandOver action);

        void drained(Drained action);

        void pause(Pause action);

        void answer(Answer action);
    }
}
