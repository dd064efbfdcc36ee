package io.henge.core.attempt;

/** Where an attempt's Job is, or would be: decided with the placement and never changed. */
public record JobAddress(ClusterName cluster, String namespace, JobName job) {
    @Override
    public String toString() {
        return cluster + "/" + namespace + "/" + job;
    }
}
