package io.henge.core.decide;

import io.henge.core.attempt.Outcome;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this term has learnt of one attempt beside its row.
 *
 * @param marks in the order of the enum
 * @param reported the outcome that the peon itself reported, before it is recorded
 * @param launchedAt when this term first knew that the Job is there and last saw it suspended, null before
 * @param troubleSince when the pod was first seen unable to start, null while it is not
 * @param clue what the cluster's events said of it when they were last read, null before
 * @param logUntil the time by which its log is saved or given up, null before the first try
 * @param namesTaken how many names for its Job were found to be another's
 */
public record Learnt(
        Set<Mark> marks,
        @Nullable Outcome reported,
        @Nullable Instant launchedAt,
        @Nullable Instant troubleSince,
        @Nullable Clue clue,
        @Nullable Instant logUntil,
        int namesTaken) {
    /** Nothing yet. */
    public static final Learnt NOTHING = new Learnt(Set.of(), null, null, null, null, null, 0);

    public Learnt {
        marks = marks.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(marks));
    }

    Learnt with(Mark mark) {
        EnumSet<Mark> more = EnumSet.of(mark);
        more.addAll(marks);
        return with(more);
    }

    Learnt without(Mark mark) {
        EnumSet<Mark> fewer = EnumSet.noneOf(Mark.class);
        fewer.addAll(marks);
        fewer.remove(mark);
        return with(fewer);
    }

    private Learnt with(Set<Mark> others) {
        return new Learnt(others, reported, launchedAt, troubleSince, clue, logUntil, namesTaken);
    }

    Learnt reported(Outcome outcome) {
        return new Learnt(marks, outcome, launchedAt, troubleSince, clue, logUntil, namesTaken);
    }

    Learnt launched(Instant at) {
        return new Learnt(marks, reported, at, troubleSince, clue, logUntil, namesTaken);
    }

    Learnt troubleSince(@Nullable Instant since) {
        return new Learnt(marks, reported, launchedAt, since, clue, logUntil, namesTaken);
    }

    Learnt clue(Clue read) {
        return new Learnt(marks, reported, launchedAt, troubleSince, read, logUntil, namesTaken);
    }

    Learnt logUntil(Instant until) {
        return new Learnt(marks, reported, launchedAt, troubleSince, clue, until, namesTaken);
    }

    Learnt nameTaken() {
        return new Learnt(marks, reported, launchedAt, troubleSince, clue, logUntil, namesTaken + 1)
                .with(Mark.NAME_TAKEN);
    }
}
