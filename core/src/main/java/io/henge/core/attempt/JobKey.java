package io.henge.core.attempt;

import java.util.Comparator;

/** A Job's name on its cluster. */
public record JobKey(ClusterName cluster, JobName job) implements Comparable<JobKey> {
    private static final Comparator<JobKey> ORDER =
            Comparator.comparing(JobKey::cluster).thenComparing(JobKey::job);

    @Override
    public int compareTo(JobKey other) {
        return ORDER.compare(this, other);
    }
}
