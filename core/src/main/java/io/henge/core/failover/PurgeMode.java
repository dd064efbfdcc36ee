package io.henge.core.failover;

/** What is done about the old Job of a task that is failed over, as seen from when the task goes on. */
public enum PurgeMode {
    /** The old attempt's right to commit ends first; its Job is deleted as soon as its cluster can be reached. */
    FENCED,
    /** The old Job and pod are confirmed gone before the task goes on: where nobody can see that, it stays. */
    DIRECTLY,
    /** Its supervisor is asked to hand it over, and gets the grace period for that; for tasks that read a stream. */
    GRACEFULLY,
    /** Nothing is done; people are told. */
    NEVER
}
