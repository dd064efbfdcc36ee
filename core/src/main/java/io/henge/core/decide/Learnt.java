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
 * @param start how its pod came to run, or did not
 * @param ending why its pod ended, as it told while it was there, null while none has ended
 * @param clue what the cluster's events said of it when they were last read, null before
 * @param logUntil the time by which its log is saved or given up, null before the first try
 * @param namesTaken how many names for its Job were found to be another's
 */
public record Learnt(
        Set<Mark> marks,
        @Nullable Outcome reported,
        Start start,
        @Nullable String ending,
        @Nullable Clue clue,
        @Nullable Instant logUntil,
        int namesTaken) {
    /** Nothing yet. */
    public static final Learnt NOTHING = new Learnt(Set.of(), null, Start.UNKNOWN, null, null, null, 0);

    public Learnt {
        marks = marks.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(marks));
    }

    /**
     * How a pod came to run, or did not.
     *
     * @param launchedAt when this term first knew that the Job is there and last saw it suspended, null before
     * @param troubleSince when the pod was first seen unable to start, null while it is not
     * @param roomlessSince when the pod was first seen to find no room, null while it does, or may
     * @param unwellSince when the pod was first seen to run and be unwell, null while it is not
     */
    public record Start(
            @Nullable Instant launchedAt,
            @Nullable Instant troubleSince,
            @Nullable Instant roomlessSince,
            @Nullable Instant unwellSince) {
        static final Start UNKNOWN = new Start(null, null, null, null);

        Start launched(Instant at) {
            return new Start(at, troubleSince, roomlessSince, unwellSince);
        }

        Start troubleSince(@Nullable Instant since) {
            return new Start(launchedAt, since, roomlessSince, unwellSince);
        }

        Start roomlessSince(@Nullable Instant since) {
            return new Start(launchedAt, troubleSince, since, unwellSince);
        }

        Start unwellSince(@Nullable Instant since) {
            return new Start(launchedAt, troubleSince, roomlessSince, since);
        }
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
        return new Learnt(others, reported, start, ending, clue, logUntil, namesTaken);
    }

    Learnt reported(Outcome outcome) {
        return new Learnt(marks, outcome, start, ending, clue, logUntil, namesTaken);
    }

    Learnt start(Start other) {
        return new Learnt(marks, reported, other, ending, clue, logUntil, namesTaken);
    }

    Learnt ending(@Nullable String told) {
        return new Learnt(marks, reported, start, told, clue, logUntil, namesTaken);
    }

    Learnt clue(Clue read) {
        return new Learnt(marks, reported, start, ending, read, logUntil, namesTaken);
    }

    Learnt logUntil(Instant until) {
        return new Learnt(marks, reported, start, ending, clue, until, namesTaken);
    }

    Learnt nameTaken() {
        return new Learnt(marks, reported, start, ending, clue, logUntil, namesTaken + 1).with(Mark.NAME_TAKEN);
    }
}
