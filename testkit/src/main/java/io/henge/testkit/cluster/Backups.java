package io.henge.testkit.cluster;

import io.henge.core.attempt.JobName;
import io.henge.core.cluster.JobSighting;
import java.util.ArrayDeque;
import java.util.SortedMap;
import java.util.TreeMap;

/** The last states of a simulated cluster, up to {@value #KEPT_MAX}, the oldest first. */
final class Backups {
    private static final int KEPT_MAX = 20;

    private final ArrayDeque<TreeMap<JobName, SimulatedJob>> states = new ArrayDeque<>();

    void keep(SortedMap<JobName, SimulatedJob> jobs) {
        states.add(new TreeMap<>(jobs));
        if (states.size() > KEPT_MAX) {
            states.remove();
        }
    }

    /** Empty before anything was kept. */
    SortedMap<JobName, SimulatedJob> oldest() {
        return states.isEmpty() ? new TreeMap<>() : states.element();
    }

    /** What a list of the Jobs shows. */
    static SortedMap<JobName, JobSighting> sightingsOf(SortedMap<JobName, SimulatedJob> jobs) {
        TreeMap<JobName, JobSighting> shown = new TreeMap<>();
        jobs.forEach((job, held) -> shown.put(job, held.sighting()));
        return shown;
    }
}
