package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.NextWish;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.cluster.JobSighting;
import io.henge.core.lease.SeenLease;
import io.henge.core.placement.Asked;
import io.henge.core.placement.Needs;
import io.henge.core.placement.Preference;
import io.henge.core.placement.Setback;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that the loop knows of one try at one task: what Druid asked for, the attempt's row, and what this term did.
 *
 * @param id of the attempt, also before it is placed
 * @param acceptedAt when this term first heard of it
 * @param preference what it asks of a cluster
 * @param attempt the row as far as it is durable, null while the task waits for a cluster
 */
public record AttemptView(
        AttemptId id,
        TaskTraits traits,
        Instant acceptedAt,
        Preference preference,
        @Nullable Attempt attempt,
        Doing doing,
        Learnt learnt) {
    /** Longer than an answer may take: nobody is asked twice at a time. */
    private static final Duration HANDOVER_ANSWER_MAX = Duration.ofMinutes(1);

    /** How soon one is asked again who does not hand over: a supervisor that begins knows its tasks within seconds. */
    private static final Duration HANDOVER_AFTER_NO = Duration.ofSeconds(10);

    /** How soon one is asked again who does: if it were soon, the tasks that follow could be handed over as well. */
    private static final Duration HANDOVER_AFTER_YES = Duration.ofMinutes(5);

    /** A task that Druid has just handed over. */
    public static AttemptView accepted(AttemptId id, TaskTraits traits, Instant now) {
        return new AttemptView(id, traits, now, Preference.ANY, null, Doing.NOTHING, Learnt.NOTHING);
    }

    /** A task whose first attempt may be the Job of Druid's own runner on a cluster that nobody can search. */
    public static AttemptView second(AttemptView first) {
        return accepted(first.id().following(), first.traits(), first.acceptedAt())
                .asking(first.preference().asked());
    }

    /** A row that an earlier term, or Druid's own runner, left. */
    public static AttemptView restored(Attempt row, Instant now) {
        AttemptView view =
                accepted(row.id(), row.traits(), now).withAttempt(row).with(Mark.RESTORED);
        AttemptView asking = row.intent().needs() == null
                ? view
                : view.asking(
                        Asked.NOTHING.needing(Needs.everywhere(row.intent().needs())));
        Preference least = asking.preference.needingAtLeast(row.given().least());
        AttemptView unasked = asking.with(least).with(Mark.UNASKED);
        return row.isCutShort() ? unasked.with(Mark.CUT_SHORT) : unasked;
    }

    /** The next try at the task of {@code before}, which was taken from its cluster. */
    public static AttemptView next(AttemptView before, Instant now) {
        @Nullable NextWish wish = before.attempt == null ? null : before.attempt.next();
        Preference preference = before.elsewhere(now).wishing(wish == null ? null : wish.to());
        Learnt learnt = before.has(Mark.UNASKED) ? Learnt.NOTHING.with(Mark.UNASKED) : Learnt.NOTHING;
        return new AttemptView(before.id.following(), before.traits, now, preference, null, Doing.NOTHING, learnt);
    }

    /** The attempt with what earlier ones have met with: of the one before, all that and how it ended itself. */
    public AttemptView after(AttemptView before, Instant now) {
        Preference met = before.isFenced() ? before.elsewhere(now) : before.preference;
        return with(preference.afterThoseOf(met));
    }

    /** What its task would ask of a cluster if the attempt were taken from its own now, or was taken before. */
    Preference elsewhere(Instant now) {
        Preference anywhere = preference.wishing(null);
        if (attempt == null) {
            return anywhere;
        }
        // The row may be that of an Overlord whose clock is ahead.
        @Nullable Instant endedAt = attempt.endedAt();
        Instant at = endedAt == null || endedAt.isAfter(now) ? now : endedAt;
        return anywhere.needingAtLeast(attempt.preserved().least())
                .after(attempt.cluster(), new Setback(Setback.Kind.TAKEN, at));
    }

    /** Whether its pod finds no room now, and has not for some seconds. */
    public boolean isRoomless() {
        return has(Mark.ROOMLESS) && learnt.start().roomlessSince() != null;
    }

    /** Whether it is being taken from its cluster for what is seen of its pod, and its task has not gone on yet. */
    public boolean isLeavingForItsPod() {
        return withdrawal() != null && withdrawal().forItsPod() && (isPlaced() || (isFenced() && has(Mark.UNFOLLOWED)));
    }

    /** Whether it is being taken from its cluster before its pod has begun to run. */
    boolean isLeavingUnstarted() {
        return isLeavingForItsPod() && withdrawal() != null && withdrawal().beforeStart();
    }

    /** Whether deep storage is to be asked for its status before it is taken from its cluster. */
    boolean isAskedFirst() {
        return withdrawal() != null && withdrawal().asksFirst();
    }

    /** Whether it is being taken from its cluster since that is lost. */
    boolean isLeavingLost() {
        return withdrawal() != null && withdrawal().forLoss();
    }

    public TaskId task() {
        return id.task();
    }

    /** What its pod asks for on each cluster, as last known. */
    public Needs needs() {
        return preference.asked().needs();
    }

    /** The attempt with what it asks of a cluster; where nothing is known of its pod, what was known before stands. */
    public AttemptView asking(Asked asked) {
        Asked known = asked.needs().equals(Needs.NONE) ? asked.needing(needs()) : asked;
        return without(Mark.UNASKED).with(preference.asking(known));
    }

    /** The same later on: where it holds a place and no row says what its pod asks for, that is as it was when it got it. */
    public AttemptView askingAnew(Asked asked) {
        boolean unwritten = attempt == null || attempt.intent().needs() == null;
        return asking(unwritten && place().isPresent() ? asked.needing(needs()) : asked);
    }

    /** What it holds where it has its place: what its row says, and without such a word what is known of its pod. */
    public Resources held() {
        @Nullable Resources written = attempt == null ? null : attempt.intent().needs();
        return written != null ? written : place().map(needs()::on).orElse(Resources.NONE);
    }

    public boolean has(Mark mark) {
        return learnt.marks().contains(mark);
    }

    public Retry retry() {
        return doing.retry();
    }

    public @Nullable Step underWay() {
        return doing.underWay();
    }

    public @Nullable Withdrawal withdrawal() {
        return doing.withdrawal();
    }

    /** Whether the task may be given a cluster now. */
    public boolean isWaiting() {
        return attempt == null
                && doing.withdrawal() == null
                && doing.underWay() == null
                && !has(Mark.RELEASED)
                && !has(Mark.UNASKED)
                && !has(Mark.UNSETTLED);
    }

    public boolean isFenced() {
        return attempt != null && attempt.state() == AttemptState.FENCED;
    }

    /** Whether it has a row by which it may act. */
    public boolean isPlaced() {
        return attempt != null && attempt.state() == AttemptState.PLACED;
    }

    /**
     * The cluster on which it holds a place: also while its intent is being written, and, if its end was decided while its pod
     * might run, until neither Job nor pod is there, or nobody looks there any more.
     */
    public Optional<ClusterName> place() {
        if (attempt != null) {
            boolean mayRun = isCutShort() && !has(Mark.PURGED) && !has(Mark.OUT_OF_SIGHT);
            return isPlaced() || mayRun ? Optional.of(attempt.cluster()) : Optional.empty();
        }
        return doing.underWay() == Step.PLACE ? Optional.ofNullable(doing.chosen()) : Optional.empty();
    }

    /** Whether its end was decided while its pod might run. */
    boolean isCutShort() {
        return attempt != null && attempt.state() == AttemptState.ENDED && attempt.isCutShort();
    }

    /** Whether nobody knows yet that its Job is there, and somebody may come to know. */
    public boolean isOnItsWay() {
        return (attempt == null || attempt.jobUid() == null) && !has(Mark.SIGHTED) && !has(Mark.OUT_OF_SIGHT);
    }

    public AttemptView with(Mark mark) {
        return has(mark) ? this : with(learnt.with(mark));
    }

    public AttemptView without(Mark mark) {
        return has(mark) ? with(learnt.without(mark)) : this;
    }

    public AttemptView withAttempt(@Nullable Attempt row) {
        return new AttemptView(id, traits, acceptedAt, preference, row, doing, learnt);
    }

    /** The attempt with an outcome that its peon reported; the first report counts. */
    public AttemptView withReported(Outcome outcome) {
        return with(learnt.reported() == null ? learnt.reported(outcome) : learnt)
                .with(doing.retrying(Retry.NONE));
    }

    /** Druid's word that it is done with the task; a step held back by a failure may be tried at once. */
    public AttemptView released() {
        return with(Mark.RELEASED).with(doing.retrying(Retry.NONE));
    }

    /** The attempt with the word that it is to be taken away; the first word counts. */
    public AttemptView told(Withdrawal word) {
        return with(doing.told(doing.withdrawal() == null ? word : doing.withdrawal()));
    }

    /** The lease by which its peon runs, as far as it was asked about; null before. */
    public @Nullable SeenLease lease() {
        return doing.lease();
    }

    AttemptView withLease(SeenLease seen) {
        return with(doing.lease(seen));
    }

    /** When its supervisor was, or may be, asked to hand it over; null before it was asked. */
    @Nullable
    Instant handoverAfter() {
        return doing.handoverAfter();
    }

    /** Its supervisor is being asked to hand it over. */
    public AttemptView askedForHandover(Instant now) {
        return with(doing.handoverAfter(now.plus(HANDOVER_ANSWER_MAX)));
    }

    /** What its supervisor answered; one that hands it over publishes for a while, in which a no is nothing new. */
    public AttemptView answeredForHandover(boolean taken, Instant now) {
        AttemptView later = with(doing.handoverAfter(now.plus(taken ? HANDOVER_AFTER_YES : HANDOVER_AFTER_NO)));
        if (taken) {
            return later.without(Mark.HANDOVER_REFUSED).with(Mark.HANDED_OVER);
        }
        return has(Mark.HANDED_OVER) ? later : later.with(Mark.HANDOVER_REFUSED);
    }

    public AttemptView begun(Step step) {
        return with(doing.begun(step));
    }

    /** The intent to run it on that cluster is being written. */
    public AttemptView placing(ClusterName cluster) {
        return with(doing.placing(cluster));
    }

    /** The step under way has succeeded. */
    public AttemptView done() {
        return with(doing.ended(Retry.NONE));
    }

    /** The step under way has failed and is to be tried again later. */
    public AttemptView failed(String why, Instant now) {
        return with(doing.ended(doing.retry().failed(why, now)));
    }

    /** What has failed may be tried again at once. */
    public AttemptView atOnce() {
        return with(doing.retrying(new Retry(0, null, doing.retry().trouble())));
    }

    /** The step under way has succeeded; what it set going is given until then to show. */
    public AttemptView doneAndHeldUntil(Instant until) {
        return with(doing.ended(new Retry(0, until, null)));
    }

    /**
     * The row is gone, since its cluster certainly has made no Job: the task waits for another one. With that, a word to take
     * it away is carried out, a person's or another; one that follows from its parent's end still holds.
     */
    public AttemptView takenBack(ClusterName from, String why, Instant now) {
        @Nullable Withdrawal word = withdrawal();
        @Nullable ClusterName wish = preference.wish();
        if (word != null && word.cause() != Withdrawal.Cause.FOLLOWS) {
            wish = word.by() == null ? wish : word.to();
            word = null;
        }
        Preference elsewhere =
                preference.wishing(from.equals(wish) ? null : wish).after(from, new Setback(Setback.Kind.REFUSED, now));
        Learnt kept = has(Mark.RELEASED) ? Learnt.NOTHING.with(Mark.RELEASED) : Learnt.NOTHING;
        Doing waiting = new Doing(null, null, new Retry(0, null, why), word, null, null);
        return new AttemptView(id, traits, acceptedAt, elsewhere, null, waiting, kept);
    }

    /** The Job is known to be there; the first time counts. */
    public AttemptView launched(Instant now) {
        return learnt.start().launchedAt() != null ? this : launchedJustNow(now);
    }

    private AttemptView launchedJustNow(Instant now) {
        return with(learnt.start(learnt.start().launched(now)));
    }

    /** The Job is seen. A status that was absent before its pod was seen to have ended may be there by then. */
    public AttemptView sighted(JobSighting sighting, Instant now) {
        boolean endIsNew = !has(Mark.SIGHTED) || sighting.phase() != JobSighting.Phase.ENDED;
        AttemptView seen = endIsNew ? without(Mark.STATUS_ABSENT) : this;
        // The time in which it may not start is not counted as time that it takes to start.
        // A Job that was refused and is there all the same is this attempt's: it is not taken back any more.
        AttemptView sighted = seen.with(Mark.SIGHTED).without(Mark.LAUNCH_REFUSED);
        AttemptView told = sighted.withEnding(sighting);
        return sighting.isSuspended() ? told.launchedJustNow(now) : told.launched(now);
    }

    /** What the pod itself told counts: once it is gone, its cluster knows less. */
    private AttemptView withEnding(JobSighting sighting) {
        boolean known = sighting.pod() == null && learnt.ending() != null;
        return known || Objects.equals(sighting.ending(), learnt.ending())
                ? this
                : with(learnt.ending(sighting.ending()));
    }

    /** The events were read. */
    public AttemptView withClue(Clue read) {
        return with(learnt.clue(read));
    }

    public AttemptView withLogUntil(Instant until) {
        return with(learnt.logUntil(until));
    }

    public AttemptView withTroubleSince(@Nullable Instant since) {
        Learnt.Start start = learnt.start();
        return since == null && start.troubleSince() == null ? this : with(learnt.start(start.troubleSince(since)));
    }

    AttemptView withRoomlessSince(@Nullable Instant since) {
        return Objects.equals(since, learnt.start().roomlessSince())
                ? this
                : with(learnt.start(learnt.start().roomlessSince(since)));
    }

    AttemptView withUnwellSince(@Nullable Instant since) {
        return Objects.equals(since, learnt.start().unwellSince())
                ? this
                : with(learnt.start(learnt.start().unwellSince(since)));
    }

    /** The attempt without the word that it is to be taken away. */
    AttemptView staying() {
        return with(doing.untold()).without(Mark.UNFINISHED);
    }

    /** The attempt without a word of that cause, as long as nothing was done for it. */
    AttemptView staying(Withdrawal.Cause cause) {
        boolean said = withdrawal() != null && withdrawal().cause() == cause;
        return said && isPlaced() && !has(Mark.YIELDING) ? staying() : this;
    }

    /** The attempt, of whose cluster was heard, without the word that it is to be taken from there since that is lost. */
    AttemptView stayingUnlessLost() {
        // One whose peon was told to stop may have stopped: it is not left as it is.
        return has(Mark.REVOKING) ? this : staying(Withdrawal.Cause.LOST);
    }

    /** The name of its Job is another's: the next one is to be tried. */
    public AttemptView nameTaken() {
        return with(learnt.nameTaken());
    }

    private AttemptView with(Preference other) {
        return other.equals(preference) ? this : new AttemptView(id, traits, acceptedAt, other, attempt, doing, learnt);
    }

    private AttemptView with(Learnt other) {
        return new AttemptView(id, traits, acceptedAt, preference, attempt, doing, other);
    }

    private AttemptView with(Doing other) {
        return new AttemptView(id, traits, acceptedAt, preference, attempt, other, learnt);
    }
}
