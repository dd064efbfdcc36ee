package io.henge.testkit.cluster;

/** What a simulated cluster has no more of for new pods. */
public enum Shortage {
    /** There is enough of everything. */
    NONE,
    /** No node takes a pod: it is made and waits, and the scheduler says so. */
    NODES,
    /** The quota is used: no pod is made, and the Job's events say so. */
    QUOTA
}
