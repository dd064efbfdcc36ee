package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.cluster.JobSighting;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one turn knows of an attempt's Job. Nothing is concluded from a Job that was not asked about: only one that is
 * absent is gone.
 *
 * @param job what the watches show; there exactly if it was seen
 */
public record Look(Kind kind, @Nullable JobSighting job) {
    /** How the look ended. */
    public enum Kind {
        /** The watches show Job or pod. */
        SEEN,
        /** The cluster is watched, and neither Job nor pod is there. */
        ABSENT,
        /** The cluster has not been listed, or what it shows of the Job cannot be read. */
        UNREADABLE,
        /** The turn was not about the attempt. */
        NOT_ASKED
    }

    public static final Look ABSENT = new Look(Kind.ABSENT, null);
    public static final Look UNREADABLE = new Look(Kind.UNREADABLE, null);
    public static final Look NOT_ASKED = new Look(Kind.NOT_ASKED, null);

    public Look {
        if ((kind == Kind.SEEN) != (job != null)) {
            throw new IllegalArgumentException("A look that ended as " + kind + " with job[" + job + "]");
        }
    }

    /** What the watches of a cluster that was listed show under the name of the attempt's Job. */
    public static Look at(Attempt attempt, Optional<JobSighting> shown) {
        return shown.filter(job -> job.isOf(attempt)).map(Look::seen).orElse(ABSENT);
    }

    public static Look seen(JobSighting job) {
        return new Look(Kind.SEEN, job);
    }

    /** What was seen, by somebody who knows that it was. */
    JobSighting seen() {
        return Objects.requireNonNull(job);
    }

    /** What the watches show, if they show anything. */
    public Optional<JobSighting> sighting() {
        return Optional.ofNullable(job);
    }

    /** Whether what is said of the Job can be believed. */
    public boolean isReliable() {
        return switch (kind) {
            case SEEN, ABSENT -> true;
            case UNREADABLE, NOT_ASKED -> false;
        };
    }
}
