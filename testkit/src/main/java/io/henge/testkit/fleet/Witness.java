package io.henge.testkit.fleet;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Plan;
import io.henge.core.failover.PublishFate;
import io.henge.testkit.cluster.SimulatedCluster;

/** Told of what happens in a simulated world, to check it or to excuse a task for it. */
public interface Witness {
    /** Sees nothing. */
    Witness NOBODY = new Witness() {};

    /** A plan has given an attempt a place; this is its token. */
    default void deciding(Token token) {}

    /** The leader of that term has made a plan, by what it knows of the clusters. */
    default void planned(long epoch, FleetSnapshot known, Plan plan) {}

    /** An Overlord sends the request for the attempt's Job to that cluster. */
    default void launching(Attempt attempt, SimulatedCluster cluster) {}

    /** The leader of that term is told of a cluster's entry, or that it is gone: whether new attempts may go there from now on. */
    default void registered(long epoch, ClusterName cluster, boolean open) {}

    /** The leader of that term has let the cluster go, whose entry was gone. */
    default void departed(long epoch, ClusterName cluster) {}

    /** A runner tells Druid how a task has ended. */
    default void told(long epoch, TaskId task, Outcome outcome) {}

    /** A runner has looked up what an attempt has published. */
    default void fateFound(Attempt attempt, PublishFate fate) {}

    /** The process of an attempt with a lease does something, in a second in which it might be that of an older one. */
    default void acts(Attempt attempt) {}

    /** A peon has tried for as long as it may, and ends. */
    default void gaveUp(AttemptId attempt) {}
}
