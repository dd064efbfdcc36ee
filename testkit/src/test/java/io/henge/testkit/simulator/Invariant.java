package io.henge.testkit.simulator;

/** What must hold in every simulated world. */
enum Invariant {
    /** No two attempts of a task have a row that is not fenced, and no Job is where its unfenced row does not say. */
    ONE_UNFENCED_ATTEMPT,
    /** Of each task at most one attempt has published, and once. */
    ONE_PUBLISH,
    /** A Job is asked for only of a placed attempt with its row, and when every earlier one is fenced or gone. */
    INTENT_BEFORE_LAUNCH,
    /** What a runner tells of a task is in the ledger, and is the same each time. */
    ONE_REPORT,
    /** No row goes back to an earlier state, loses what it knew, or returns after it was removed; but for one without a Job. */
    LEDGER_GOES_FORWARD,
    /** No more attempts hold a place than may, on each cluster and over all. */
    CAPACITY,
    /** No attempt is placed on a cluster that is cordoned or drained, and none at all while placement is paused. */
    CLOSED_IS_CLOSED,
    /** A task that is not run beside itself is launched again only when Job and pod of the attempt before were gone. */
    GONE_BEFORE_THE_NEXT,
    /** No attempt is placed on a cluster that its task may not go to by what is written. */
    RULES_ARE_KEPT,
    /** No attempt is placed where what its pod asks for is not free, by what its leader knows of the cluster and the ledger of us. */
    ROOM_IS_THERE,
    /** A task that needs a whole cluster gets one within a bounded time, however many small ones come. */
    NOBODY_STARVES,
    /** What readers are told of why a task waits is as it is written, and what is said to have a place gets one. */
    EXPLAINED_AS_DECIDED,
    /** A drain names all that is left with what it waits for; and at its deadline what can go elsewhere goes. */
    DRAINS_END_OR_SAY_WHY_NOT,
    /** A cluster that came at run time goes only when the ledger has no row there, or when it was declared dead. */
    USED_CLUSTERS_STAY,
    /** No attempt is placed on a cluster whose entry is gone, or keeps new attempts away. */
    LEAVERS_GET_NOTHING,
    /** Where a name leads to another cluster than its attempts are on, nothing is placed or asked for, and nobody looks for them. */
    ANOTHER_IS_NOT_TAKEN,
    /** No cluster is taken for lost whose API server has answered anything lately, be it that it refuses or has too much to do. */
    LOST_IS_SILENT,
    /** While a cluster says nothing, the ledger does not change its word on since when that is so, whoever leads. */
    TIMERS_OUTLIVE_LEADERS,
    /** What is taken from a cluster because that is lost is taken from one that is. */
    ONLY_THE_LOST_IS_LEFT,
    /** Nothing is taken from a cluster that is lost of whose peons somebody can be heard. */
    WHERE_TASKS_LIVE_NOTHING_IS_TAKEN,
    /** Nothing is taken from a cluster that is lost while no other takes anything. */
    NOTHING_IS_LEFT_FOR_NOTHING,
    /** Nothing is taken from a cluster that is lost before the time that readers were told last. */
    THE_COUNTDOWN_ACTS,
    /** Of a task that is taken directly no two processes do anything at once, but where a person said that one is gone. */
    EXCLUSIVE_PROCESSES,
    /** No more attempts are taken from lost clusters at once than the rate allows. */
    STORMS_ARE_SHAPED,
    /** All connections are closed but those that a loop uses, is being given, or has just given back; and those are open. */
    CONNECTIONS_ARE_CLOSED,
    /** A task whose recorded end Druid was told of is never placed again. */
    ENDED_FOR_GOOD,
    /** A task has succeeded only if its segments are published. */
    SUCCESS_IS_PUBLISHED,
    /** In the end no Job and no pod is left. */
    NO_ORPHAN,
    /** In the end the ledger holds no row of an attempt or a publish. */
    NO_LEAKED_ROW,
    /** In the end no cluster owes a deletion. */
    NO_PURGE_DEBT,
    /**
     * While deletes wait for their turn at a cluster, and its API server does not ask to be left alone, one of them has its
     * turn within the time that a call may take, however many launches wait. For within that time all calls have ended that
     * were under way when the wait began, and until then at most the last place went to a launch, and only beside deletes
     * ({@link io.henge.core.health.Admission}).
     */
    DELETES_ARE_NOT_STARVED,
    /** With one healthy cluster every task ends that may leave the others. */
    EVERY_TASK_ENDS,
    /** A task that would succeed, and whose pods nobody took away, has succeeded. */
    UNHARMED_TASKS_SUCCEED
}
