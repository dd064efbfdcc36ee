package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.cluster.JobSighting;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that the loop knows of one try at one task: what Druid asked for, the attempt's row, and what this term did.
 *
 * @param id of the attempt, also before it is placed
 * @param acceptedAt when this term first heard of it
 * @param attempt the row as far as it is durable, null while the task waits for a cluster
 * @param reported the outcome that the peon itself reported, before it is recorded
 * @param marks in the order of the enum; a copy of the caller's
 * @param underWay the step whose result is awaited
 * @param launchedAt when this term first knew that the Job is there and last saw it suspended, null before
 * @param troubleSince when the pod was first seen unable to start, null while it is not
 * @param clue what the cluster's events said of it when they were last read, null before
 * @param logUntil the time by which its log is saved or given up, null before the first try
 * @param word that the attempt is to be taken from its cluster, null while nobody says so
 * @param avoid the cluster that an earlier attempt was taken from, which is the last choice for this one
 * @param wish the cluster that a person wants this attempt to go to
 * @param chosen the cluster that the intent names, from when it is being written; null before
 */
public record AttemptView(
        AttemptId id,
        TaskTraits traits,
        Instant acceptedAt,
        @Nullable Attempt attempt,
        @Nullable Outcome reported,
        Set<Mark> marks,
        @Nullable Step underWay,
        Retry retry,
        @Nullable Instant troubleSince,
        @Nullable Instant launchedAt,
        @Nullable Clue clue,
        @Nullable Instant logUntil,
        @Nullable Withdrawal word,
        @Nullable ClusterName avoid,
        @Nullable ClusterName wish,
        @Nullable ClusterName chosen) {

    public AttemptView {
        marks = marks.isEmpty() ? EnumSet.noneOf(Mark.class) : EnumSet.copyOf(marks);
    }

    /** A task that Druid has just handed over. */
    public static AttemptView accepted(AttemptId id, TaskTraits traits, Instant now) {
        return new AttemptView(
                id,
                traits,
                now,
                null,
                null,
                Set.of(),
                null,
                Retry.NONE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** A task whose first attempt may be the Job of Druid's own runner on a cluster that nobody can search. */
    public static AttemptView second(AttemptView first) {
        return accepted(new AttemptId(first.task(), first.id().number() + 1), first.traits(), first.acceptedAt());
    }

    /** A row that an earlier term, or Druid's own runner, left. */
    public static AttemptView restored(Attempt row, Instant now) {
        return accepted(row.id(), row.traits(), now).withAttempt(row).with(Mark.RESTORED);
    }

    /** The next try at the task of {@code before}, which was taken from its cluster. */
    public static AttemptView next(AttemptView before, Instant now) {
        AttemptId id = new AttemptId(before.task(), before.id().number() + 1);
        return accepted(id, before.traits(), now).edit(draft -> {
            draft.avoid = before.attempt() == null ? null : before.attempt().cluster();
            draft.wish = before.word() == null ? null : before.word().to();
        });
    }

    public TaskId task() {
        return id.task();
    }

    public boolean has(Mark mark) {
        return marks.contains(mark);
    }

    /** Whether the task may be given a cluster now. */
    public boolean isWaiting() {
        return attempt == null && word == null && underWay == null && !has(Mark.RELEASED) && !has(Mark.UNSETTLED);
    }

    /** The cluster on which it holds a place, also while its intent is being written. */
    public Optional<ClusterName> place() {
        if (attempt != null) {
            return attempt.state() == AttemptState.PLACED ? Optional.of(attempt.cluster()) : Optional.empty();
        }
        return underWay == Step.PLACE ? Optional.ofNullable(chosen) : Optional.empty();
    }

    public AttemptView with(Mark mark) {
        return marks.contains(mark) ? this : edit(draft -> draft.marks.add(mark));
    }

    public AttemptView without(Mark mark) {
        return marks.contains(mark) ? edit(draft -> draft.marks.remove(mark)) : this;
    }

    public AttemptView withAttempt(Attempt row) {
        return edit(draft -> draft.attempt = row);
    }

    /** The task with an outcome that its peon reported; the first report counts. */
    public AttemptView withReported(Outcome outcome) {
        return edit(draft -> {
            draft.reported = reported == null ? outcome : reported;
            draft.retry = Retry.NONE;
        });
    }

    /** Druid's word that it is done with the task; a step held back by a failure may be tried at once. */
    public AttemptView released() {
        return edit(draft -> {
            draft.marks.add(Mark.RELEASED);
            draft.retry = Retry.NONE;
        });
    }

    /** The attempt with the word that it is to be taken away; the first word counts. */
    public AttemptView told(Withdrawal newWord) {
        return edit(draft -> {
            draft.word = word == null ? newWord : word;
            draft.retry = Retry.NONE;
        });
    }

    public AttemptView begun(Step step) {
        return edit(draft -> draft.underWay = step);
    }

    /** The intent to run it on that cluster is being written. */
    public AttemptView placing(ClusterName cluster) {
        return edit(draft -> draft.chosen = cluster).begun(Step.PLACE);
    }

    /** The step under way has succeeded. */
    public AttemptView done() {
        return edit(draft -> {
            draft.underWay = null;
            draft.retry = Retry.NONE;
        });
    }

    /** The step under way has failed and is to be tried again later. */
    public AttemptView failed(String why, Instant now) {
        return edit(draft -> {
            draft.underWay = null;
            draft.retry = retry.failed(why, now);
        });
    }

    /** The step under way has succeeded; what it set going is given until then to show. */
    public AttemptView doneAndHeldUntil(Instant until) {
        return edit(draft -> {
            draft.underWay = null;
            draft.retry = new Retry(0, until, null);
        });
    }

    /** The Job is known to be there; the first time counts. */
    public AttemptView launched(Instant now) {
        return launchedAt != null ? this : edit(draft -> draft.launchedAt = now);
    }

    /** The Job is seen. A status that was absent before its pod was seen to have ended may be there by then. */
    public AttemptView sighted(JobSighting sighting, Instant now) {
        boolean endIsNew = !has(Mark.SIGHTED) || sighting.phase() != JobSighting.Phase.ENDED;
        AttemptView seen = endIsNew ? without(Mark.STATUS_ABSENT) : this;
        // The time in which it may not start is not counted as time that it takes to start.
        return sighting.isSuspended()
                ? seen.with(Mark.SIGHTED).edit(draft -> draft.launchedAt = now)
                : seen.with(Mark.SIGHTED).launched(now);
    }

    /** The events were read. */
    public AttemptView withClue(Clue read) {
        return edit(draft -> draft.clue = read);
    }

    public AttemptView withLogUntil(Instant until) {
        return edit(draft -> draft.logUntil = until);
    }

    public AttemptView withTroubleSince(@Nullable Instant since) {
        return edit(draft -> draft.troubleSince = since);
    }

    private AttemptView edit(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new AttemptView(
                id,
                traits,
                acceptedAt,
                draft.attempt,
                draft.reported,
                draft.marks,
                draft.underWay,
                draft.retry,
                draft.troubleSince,
                draft.launchedAt,
                draft.clue,
                draft.logUntil,
                draft.word,
                draft.avoid,
                draft.wish,
                draft.chosen);
    }

    /** The parts that change, while one copy is made of another. */
    private static final class Draft {
        private @Nullable Attempt attempt;
        private @Nullable Outcome reported;
        private final Set<Mark> marks;
        private @Nullable Step underWay;
        private Retry retry;
        private @Nullable Instant troubleSince;
        private @Nullable Instant launchedAt;
        private @Nullable Clue clue;
        private @Nullable Instant logUntil;
        private @Nullable Withdrawal word;
        private @Nullable ClusterName avoid;
        private @Nullable ClusterName wish;
        private @Nullable ClusterName chosen;

        Draft(AttemptView view) {
            attempt = view.attempt;
            reported = view.reported;
            marks = EnumSet.noneOf(Mark.class);
            marks.addAll(view.marks);
            underWay = view.underWay;
            retry = view.retry;
            troubleSince = view.troubleSince;
            launchedAt = view.launchedAt;
            clue = view.clue;
            logUntil = view.logUntil;
            word = view.word;
            avoid = view.avoid;
            wish = view.wish;
            chosen = view.chosen;
        }
    }
}
