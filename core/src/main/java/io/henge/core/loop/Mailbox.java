package io.henge.core.loop;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What others want the loop to know. Any thread may post and returns at once; only the loop empties it.
 *
 * <p>Keys are held once each, so their number is bounded by the number of Jobs and clusters. Notes are bounded by the
 * number of tasks: one result per step under way, and one per call of Druid or of a person.
 */
final class Mailbox {
    /**
     * All that was posted since the last time.
     *
     * @param since when the first of it was posted
     */
    record Contents(List<Note> notes, Set<JobKey> jobs, Set<ClusterName> clusters, Optional<Instant> since) {
        /** Whether something may have changed that is no attempt's own. */
        boolean hasNews() {
            return !notes.isEmpty() || !clusters.isEmpty();
        }
    }

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();

    @GuardedBy("lock")
    private List<Note> notes = new ArrayList<>();

    @GuardedBy("lock")
    private Set<JobKey> jobs = new LinkedHashSet<>();

    @GuardedBy("lock")
    private Set<ClusterName> clusters = new LinkedHashSet<>();

    @GuardedBy("lock")
    private @Nullable Instant since;

    @GuardedBy("lock")
    private boolean wake;

    Mailbox(InstantSource clock) {
        this.clock = clock;
    }

    void post(Note note) {
        lock.lock();
        try {
            notes.add(note);
            posted();
        } finally {
            lock.unlock();
        }
    }

    void post(JobKey job) {
        lock.lock();
        try {
            jobs.add(job);
            posted();
        } finally {
            lock.unlock();
        }
    }

    void post(ClusterName cluster) {
        lock.lock();
        try {
            clusters.add(cluster);
            posted();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a wait without posting anything. */
    void wake() {
        lock.lock();
        try {
            ring();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void posted() {
        since = since == null ? clock.instant() : since;
        ring();
    }

    @GuardedBy("lock")
    private void ring() {
        wake = true;
        rung.signal();
    }

    Contents empty() {
        lock.lock();
        try {
            Contents contents = new Contents(notes, jobs, clusters, Optional.ofNullable(since));
            notes = new ArrayList<>();
            jobs = new LinkedHashSet<>();
            clusters = new LinkedHashSet<>();
            since = null;
            wake = false;
            return contents;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when something has been posted since the last {@link #empty()}, or after {@code atMost}. */
    void await(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = atMost.toNanos();
            while (!wake && nanos > 0) {
                nanos = rung.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
