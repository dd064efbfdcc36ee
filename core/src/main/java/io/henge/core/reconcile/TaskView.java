package io.henge.core.reconcile;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the loop knows of one task: what Druid asked for, the row of its newest attempt, and what this term did.
 *
 * @param acceptedAt when this term first heard of the task
 * @param attempt the newest row that is durable, null while the task belongs to no cluster
 * @param reported the outcome that the peon itself reported, before it is recorded
 * @param marks in the order of the enum; a copy of the caller's
 * @param underWay the step whose result is awaited
 * @param launchedAt when this term first knew that the Job is there, null before
 * @param troubleSince when the pod was first seen unable to start, null while it is not
 */
public record TaskView(
        TaskId id,
        TaskTraits traits,
        Instant acceptedAt,
        @Nullable Attempt attempt,
        @Nullable Outcome reported,
        Set<Mark> marks,
        @Nullable Step underWay,
        Retry retry,
        @Nullable Instant troubleSince,
        @Nullable Instant launchedAt) {

    public TaskView {
        marks = marks.isEmpty() ? EnumSet.noneOf(Mark.class) : EnumSet.copyOf(marks);
    }

    /** A task that Druid has just handed over. */
    public static TaskView accepted(TaskId id, TaskTraits traits, Instant now) {
        return new TaskView(id, traits, now, null, null, Set.of(), null, Retry.NONE, null, null);
    }

    /** A task whose row an earlier term left. */
    public static TaskView restored(Attempt row, Instant now) {
        return new TaskView(
                row.task(), row.traits(), now, row, null, Set.of(Mark.RESTORED), null, Retry.NONE, null, null);
    }

    public boolean has(Mark mark) {
        return marks.contains(mark);
    }

    /** Whether the task still waits for a cluster. */
    public boolean isWaiting() {
        return attempt == null && underWay == null && !has(Mark.RELEASED);
    }

    public TaskView with(Mark mark) {
        if (marks.contains(mark)) {
            return this;
        }
        EnumSet<Mark> more = EnumSet.of(mark);
        more.addAll(marks);
        return new TaskView(id, traits, acceptedAt, attempt, reported, more, underWay, retry, troubleSince, launchedAt);
    }

    public TaskView withAttempt(Attempt row) {
        return new TaskView(id, traits, acceptedAt, row, reported, marks, underWay, retry, troubleSince, launchedAt);
    }

    /** The task with an outcome that its peon reported; the first report counts. */
    public TaskView withReported(Outcome outcome) {
        Outcome first = reported == null ? outcome : reported;
        return new TaskView(
                id, traits, acceptedAt, attempt, first, marks, underWay, Retry.NONE, troubleSince, launchedAt);
    }

    /** Druid's word that it is done with the task; a step held back by a failure may be tried at once. */
    public TaskView released() {
        return new TaskView(
                        id,
                        traits,
                        acceptedAt,
                        attempt,
                        reported,
                        marks,
                        underWay,
                        Retry.NONE,
                        troubleSince,
                        launchedAt)
                .with(Mark.RELEASED);
    }

    public TaskView begun(Step step) {
        return new TaskView(id, traits, acceptedAt, attempt, reported, marks, step, retry, troubleSince, launchedAt);
    }

    /** The step under way has succeeded. */
    public TaskView done() {
        return new TaskView(
                id, traits, acceptedAt, attempt, reported, marks, null, Retry.NONE, troubleSince, launchedAt);
    }

    /** The step under way has failed and is to be tried again later. */
    public TaskView failed(String why, Instant now) {
        return new TaskView(
                id,
                traits,
                acceptedAt,
                attempt,
                reported,
                marks,
                null,
                retry.failed(why, now),
                troubleSince,
                launchedAt);
    }

    /** The step under way has succeeded; what it set going is given until then to show. */
    public TaskView doneAndHeldUntil(Instant until) {
        Retry hold = new Retry(0, until, null);
        return new TaskView(id, traits, acceptedAt, attempt, reported, marks, null, hold, troubleSince, launchedAt);
    }

    /** The Job is known to be there; the first time counts. */
    public TaskView launched(Instant now) {
        Instant first = launchedAt == null ? now : launchedAt;
        return new TaskView(id, traits, acceptedAt, attempt, reported, marks, underWay, retry, troubleSince, first);
    }

    public TaskView without(Mark mark) {
        EnumSet<Mark> rest = EnumSet.noneOf(Mark.class);
        rest.addAll(marks);
        rest.remove(mark);
        return new TaskView(id, traits, acceptedAt, attempt, reported, rest, underWay, retry, troubleSince, launchedAt);
    }

    public TaskView withTroubleSince(@Nullable Instant since) {
        return new TaskView(id, traits, acceptedAt, attempt, reported, marks, underWay, retry, since, launchedAt);
    }
}
