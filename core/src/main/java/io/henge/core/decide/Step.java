package io.henge.core.decide;

/** One effect that an attempt may have under way; it has at most one at a time. */
public enum Step {
    /** The intent to run the task on a cluster is being written. */
    PLACE,
    /** The cluster is being asked for the Job. */
    LAUNCH,
    /** What was seen of the attempt, or how it ended, is being written. */
    RECORD,
    /** The attempt's right to commit is being ended. */
    FENCE,
    /** Deep storage is being asked for the status that the peon left. */
    READ_STATUS,
    /** Deep storage is being asked whether its peon holds a lease. */
    READ_LEASE,
    /** Its peon is being told to stop. */
    REVOKE,
    /** The cluster is being asked for its events. */
    READ_EVENTS,
    /** The pod's log is being copied to deep storage. */
    SAVE_LOG,
    /** The cluster is being asked to delete the Job. */
    DELETE,
    /** Druid's store is being asked whether it knows that the task has ended. */
    ASK_STORE,
    /** The row is being taken out of the ledger. */
    REMOVE,
    /** The next attempt is being made, and the sub-tasks' attempts are being told. */
    FOLLOW_UP
}
