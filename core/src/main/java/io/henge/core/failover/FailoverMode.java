package io.henge.core.failover;

/** Whether tasks are taken from clusters that are found lost, without anybody saying so. */
public enum FailoverMode {
    /** They are. */
    ACT,
    /** They stay; what would have been done is recorded. */
    OBSERVE,
    /** They stay, and wait for a person's word. */
    OFF
}
