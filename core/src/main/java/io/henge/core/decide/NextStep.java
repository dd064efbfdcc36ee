package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Outcome;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Phase;
import io.henge.core.failover.Disposition;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done next for one task that is not waiting for a cluster: one action, or none and perhaps a time at which
 * to look again.
 */
public record NextStep(Optional<Action> action, Optional<Instant> lookAgainAt) {
    private static final Duration TROUBLE_PAUSE = Duration.ofSeconds(10);

    /** A Job that has no running pod after that, and no pod that says why, is asked about. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private static final NextStep NOTHING = new NextStep(Optional.empty(), Optional.empty());

    /** What is to be done next for an attempt that does not wait for a cluster. */
    public static NextStep of(AttemptView task, FleetSnapshot fleet, Policies policies, Instant now) {
        if (task.underWay() != null) {
            return NOTHING;
        }
        @Nullable Attempt attempt = task.attempt();
        if (attempt == null) {
            return unplaced(task);
        }
        return new Decision(task, attempt, fleet, policies, now).next();
    }

    private static NextStep unplaced(AttemptView task) {
        if (task.has(Mark.UNSETTLED)) {
            return NOTHING;
        }
        if (task.has(Mark.RELEASED)) {
            return act(new Action.Forget(task.id()));
        }
        return task.withdrawal() != null && !task.has(Mark.CUT_SHORT)
                ? act(new Action.Refuse(
                        task.id(), Outcome.failure(task.withdrawal().why())))
                : NOTHING;
    }

    private static NextStep act(Action action) {
        return new NextStep(Optional.of(action), Optional.empty());
    }

    private static NextStep waitUntil(Instant at) {
        return new NextStep(Optional.empty(), Optional.of(at));
    }

    /** The task, its attempt and everything that the decision rests on. */
    private record Decision(AttemptView task, Attempt attempt, FleetSnapshot fleet, Policies policies, Instant now) {
        NextStep next() {
            if (attempt.state() == AttemptState.PLACED) {
                if (task.learnt().reported() != null) {
                    return end(task.learnt().reported(), false);
                }
                if (task.has(Mark.RELEASED)) {
                    return end(Outcome.failure("The task was shut down before it ended"), true);
                }
                Optional<NextStep> taken = takenAway();
                if (taken.isPresent()) {
                    return taken.get();
                }
            }
            Look look = fleet.look(attempt);
            return switch (look.kind()) {
                case SEEN -> seen(look.seen());
                case ABSENT -> attempt.state() == AttemptState.PLACED ? placedAndUnseen() : overAndUnseen();
                case UNREADABLE, NOT_ASKED ->
                    attempt.state() == AttemptState.PLACED ? placedAndUnknown() : overAndUnknown();
            };
        }

        private NextStep seen(JobSighting job) {
            return switch (attempt.state()) {
                case PLACED -> placedAndSeen(job);
                case ENDED -> endedAndSeen(job);
                case FENCED -> fencedAndSeen(job);
            };
        }

        /** Its cluster certainly has made no Job: the task may go elsewhere. */
        private NextStep takenBack() {
            @Nullable String why = task.retry().trouble();
            return act(new Action.TakeBack(attempt, "cluster[" + attempt.cluster() + "] has not taken it: " + why));
        }

        /**
         * Whether its Job is there cannot be known; before its cluster is listed, one that nobody can have asked for is not. It
         * is asked of no cluster that has not answered: it may be another one than where it was placed, on another way there.
         */
        private NextStep placedAndUnknown() {
            if (task.has(Mark.LAUNCH_REFUSED)) {
                return takenBack();
            }
            boolean answers = fleet.of(attempt)
                    .map(ClusterFacts::watch)
                    .filter(watch -> watch.answers() && !watch.listed())
                    .isPresent();
            boolean mayBeThere = attempt.jobUid() != null
                    || task.has(Mark.RESTORED)
                    || task.has(Mark.LAUNCH_SENT)
                    || task.has(Mark.SIGHTED);
            return answers && !mayBeThere ? unlessHeld(new Action.Launch(attempt)) : NOTHING;
        }

        private NextStep placedAndUnseen() {
            if (task.has(Mark.LAUNCH_REFUSED)) {
                return takenBack();
            }
            if (task.has(Mark.NAME_TAKEN)) {
                return act(new Action.Rename(attempt, task.learnt().namesTaken()));
            }
            if (task.has(Mark.SIGHTED) || (attempt.jobUid() != null && !task.has(Mark.LAUNCH_SENT))) {
                return endByStatusOr(endingOr("Job[" + attempt.address() + "] is gone, and its task left no status. "
                        + "Was it deleted by hand, or by its time-to-live?"));
            }
            if (attempt.jobUid() != null) {
                Instant deadline = launchDeadline();
                return now.isBefore(deadline)
                        ? waitUntil(deadline)
                        : endByStatusOr("Job[" + attempt.address() + "] was made but never seen within "
                                + policies.starting().launchTimeout() + ", and its task left no status");
            }
            // An earlier term may have launched it and died: a task that left a status has run.
            boolean mayHaveRun = task.has(Mark.RESTORED) && !task.has(Mark.LAUNCH_SENT);
            return unlessHeld(
                    mayHaveRun && !task.has(Mark.STATUS_ABSENT)
                            ? new Action.ReadStatus(attempt.id())
                            : new Action.Launch(attempt));
        }

        private NextStep placedAndSeen(JobSighting seen) {
            if (seen.phase() == Phase.ENDED) {
                String ending = endingOr(Objects.requireNonNull(seen.ending()));
                return task.has(Mark.STATUS_ABSENT) ? failWithEvents(ending, false) : endByStatusOr(ending);
            }
            if (!Objects.equals(seen.jobUid(), attempt.jobUid()) || isLocationNew(seen)) {
                return unlessHeld(new Action.Describe(asSeen(seen)));
            }
            return seen.phase() == Phase.PENDING
                    ? pending(seen)
                    : Unwell.lookAgainAt(task, policies, now)
                            .map(NextStep::waitUntil)
                            .orElse(NOTHING);
        }

        /** Time before the Job was made does not count: the cluster, not the task, was late. */
        private Instant launchDeadline() {
            return launchedAt().plus(policies.starting().launchTimeout());
        }

        private Instant launchedAt() {
            @Nullable Instant known = task.learnt().start().launchedAt();
            return known == null ? now : known;
        }

        private NextStep pending(JobSighting seen) {
            if (!fleet.isWell(attempt)) {
                // What it showed last may be long over. Nothing tells when the cluster is well again.
                return waitUntil(now.plus(TROUBLE_PAUSE));
            }
            if (seen.isSuspended()) {
                // Its cluster shows when that is lifted; until then no time counts.
                return NOTHING;
            }
            return seen.isStuck() ? stuck(Objects.requireNonNull(seen.trouble())) : startingLate(seen);
        }

        private NextStep stuck(JobSighting.StartTrouble trouble) {
            if (trouble.remedy() == JobSighting.Remedy.NONE) {
                return failWithEvents(trouble.message(), true);
            }
            return Stuck.waitsUntil(task, fleet, policies, now)
                    .map(NextStep::waitUntil)
                    .orElseGet(() -> failWithEvents(trouble.message(), true));
        }

        /** A pod that has run once, before its Job was suspended, has had its time to start. */
        private NextStep startingLate(JobSighting seen) {
            JobSighting.@Nullable StartTrouble trouble = seen.trouble();
            Instant deadline = launchDeadline();
            if (!now.isBefore(deadline)) {
                if (attempt.startedAt() != null) {
                    return NOTHING;
                }
                return failWithEvents(
                        "The pod of Job[" + attempt.address() + "] did not start within "
                                + policies.starting().launchTimeout()
                                + (trouble == null ? "" : ": " + trouble.message()),
                        true);
            }
            Instant next = WantOfRoom.lookAgainAt(task, policies, now, deadline);
            if (seen.knownTrouble().isPresent()) {
                return waitUntil(next);
            }
            Instant ask = eventsDue(deadline);
            return now.isBefore(ask) ? waitUntil(next.isBefore(ask) ? next : ask) : act(new Action.ReadEvents(attempt));
        }

        /** After a while, and then each time that the wait has doubled: of a long wait, few requests come. */
        private Instant eventsDue(Instant deadline) {
            Instant since = launchedAt();
            @Nullable Clue clue = task.learnt().clue();
            Duration waited = clue == null ? Duration.ZERO : Duration.between(since, clue.readAt());
            Duration wait = waited.compareTo(SILENCE) < 0 ? SILENCE : waited.multipliedBy(2);
            Instant due = since.plus(wait);
            return due.isBefore(deadline) ? due : deadline;
        }

        /** A cluster in trouble is not asked: what is known has to do. */
        private NextStep failWithEvents(String failure, boolean cutShort) {
            @Nullable Clue clue = task.learnt().clue();
            if (fleet.isWell(attempt) && (clue == null || !clue.isFresh(now))) {
                return act(new Action.ReadEvents(attempt));
            }
            return end(Outcome.failure(clue == null ? failure : clue.addedTo(failure)), cutShort);
        }

        /** What a word, the task's own or that on its cluster, makes of it. */
        private Optional<NextStep> takenAway() {
            // Only deep storage tells whether it has ended before it went out of sight.
            if (task.isAskedFirst()) {
                boolean exclusive = task.isLeavingLost() && Exclusion.isWanted(task, fleet);
                Optional<Instant> stops = Exclusion.stopsAt(task, now).filter(at -> exclusive);
                if (stops.isPresent()) {
                    return stops.map(NextStep::waitUntil);
                }
                if (!task.has(Mark.UNFINISHED)) {
                    return Optional.of(unlessHeld(new Action.ReadStatus(attempt.id())));
                }
                if (exclusive && !Exclusion.isSure(task, now)) {
                    return Optional.of(revoked());
                }
            }
            return Fate.of(task, fleet.known(attempt), policies)
                    .filter(fate -> fate.disposition() != Disposition.HOLD)
                    .map(fate -> unlessHeld(new Action.Fence(
                            attempt, fate.why(), fate.disposition() == Disposition.RELAUNCH, wishedCluster())));
        }

        /** Without a lease, it waits until somebody finds one, or its cluster is heard of. */
        private NextStep revoked() {
            return Exclusion.isToBeRevoked(task) ? unlessHeld(new Action.Revoke(attempt.id())) : NOTHING;
        }

        /** One that was fenced, maybe by an earlier term: its task goes on when its peon has stopped. */
        private NextStep overAndUnknown() {
            boolean awaited = task.isFenced() && task.has(Mark.UNFOLLOWED) && Exclusion.isWanted(task, fleet);
            return awaited
                    ? Exclusion.stopsAt(task, now).map(NextStep::waitUntil).orElseGet(this::revoked)
                    : NOTHING;
        }

        private @Nullable ClusterName wishedCluster() {
            @Nullable Withdrawal word = task.withdrawal();
            return word == null ? null : word.to();
        }

        private NextStep overAndUnseen() {
            boolean fenced = attempt.state() == AttemptState.FENCED;
            if (!fenced && !task.has(Mark.RELEASED)) {
                return NOTHING;
            }
            if (!task.has(Mark.PURGED)) {
                return deleted(new Action.Delete(attempt));
            }
            if (!task.has(Mark.RELEASED)) {
                boolean barred = fenced && task.has(Mark.UNFOLLOWED) && Exclusion.isToBeBarred(task, fleet);
                return barred ? unlessInTrouble(new Action.Revoke(attempt.id())) : NOTHING;
            }
            // With the row would go the knowledge that the task has ended, or that this number is used.
            Action next = task.has(Mark.STORED) ? new Action.Remove(attempt) : new Action.AskStore(attempt.id());
            return task.has(Mark.SIGHTED) ? unlessInTrouble(next) : unlessHeld(next);
        }

        private NextStep fencedAndSeen(JobSighting seen) {
            NextStep deletion = seen.jobPresent() ? deleted(deletionOf(seen)) : NOTHING;
            boolean awaited = task.has(Mark.UNFOLLOWED) && Exclusion.isWanted(task, fleet);
            return deletion.action().isPresent() || !awaited ? deletion : whileItsPodStays(deletion);
        }

        /** A pod on a lost node may never go: by its lease, its peon stops all the same. */
        private NextStep whileItsPodStays(NextStep deletion) {
            if (Exclusion.isToBeRead(task, now)) {
                return unlessInTrouble(new Action.ReadLease(attempt.id()));
            }
            Optional<Instant> stops = Exclusion.stopsAt(task, now);
            if (stops.isPresent()) {
                return waitUntil(stops.get());
            }
            return Exclusion.isToBeRevoked(task) ? unlessInTrouble(new Action.Revoke(attempt.id())) : deletion;
        }

        /** What a deletion makes wait need not wait for that. */
        private NextStep unlessInTrouble(Action action) {
            return task.retry().trouble() == null ? act(action) : unlessHeld(action);
        }

        /** A create that was sent twice may land once more after the first Job is gone: what is there counts. */
        private Action deletionOf(JobSighting seen) {
            return new Action.Delete(seen.owned() ? attempt.withJobUid(seen.jobUid()) : attempt);
        }

        private NextStep endedAndSeen(JobSighting seen) {
            boolean podMayRun = seen.pod() != null && seen.phase() != Phase.ENDED;
            if (podMayRun && !task.has(Mark.CUT_SHORT)) {
                Instant until = endKnownSince().plus(policies.ending().podEndWait());
                if (now.isBefore(until)) {
                    return waitUntil(until);
                }
            }
            if (seen.pod() != null && seen.phase() != Phase.PENDING && !task.has(Mark.LOG_SAVED)) {
                return unlessHeld(new Action.SaveLog(attempt));
            }
            // What was killed, or runs on, is never kept: its Job is what keeps the pod there.
            boolean kept = policies.ending().keepJobs() && seen.phase() == Phase.ENDED && !task.has(Mark.CUT_SHORT);
            if (!task.has(Mark.RELEASED) || !seen.jobPresent() || kept) {
                return NOTHING;
            }
            return deleted(deletionOf(seen));
        }

        /** Not while nothing is heard of its cluster: a request that is never answered would be in the way when that is back. */
        private NextStep deleted(Action deletion) {
            return fleet.known(attempt).filter(ClusterFacts::isLost).isPresent() ? NOTHING : unlessHeld(deletion);
        }

        /** By this term's clock: the row may be that of an Overlord whose clock is off. */
        private Instant endKnownSince() {
            @Nullable Instant endedAt = attempt.endedAt();
            return endedAt == null || endedAt.isBefore(task.acceptedAt()) || endedAt.isAfter(now)
                    ? task.acceptedAt()
                    : endedAt;
        }

        /** What its pod told of its end while it was there, or else those words. */
        private String endingOr(String otherwise) {
            @Nullable String told = task.learnt().ending();
            return told == null ? otherwise : told;
        }

        private NextStep endByStatusOr(String failure) {
            if (!task.has(Mark.STATUS_ABSENT)) {
                return unlessHeld(new Action.ReadStatus(attempt.id()));
            }
            return end(Outcome.failure(failure), false);
        }

        private NextStep end(Outcome outcome, boolean cutShort) {
            Outcome lasting = lasting(outcome);
            return act(
                    new Action.End(cutShort ? attempt.cutShort(lasting, now) : attempt.ended(lasting, now), cutShort));
        }

        /** The outcome with a duration, where it has none and the attempt's start is known. */
        private Outcome lasting(Outcome outcome) {
            if (outcome.durationMillis() != Outcome.DURATION_UNKNOWN || attempt.startedAt() == null) {
                return outcome;
            }
            long millis = Math.max(0, Duration.between(attempt.startedAt(), now).toMillis());
            return new Outcome(outcome.succeeded(), outcome.message(), millis);
        }

        private boolean isLocationNew(JobSighting seen) {
            return seen.location() != null && !seen.location().equals(attempt.location());
        }

        private Attempt asSeen(JobSighting seen) {
            Attempt row = attempt.withJobUid(seen.jobUid());
            return seen.location() == null ? row : row.withLocation(seen.location(), now);
        }

        private NextStep unlessHeld(Action action) {
            @Nullable Instant notBefore = task.retry().notBefore();
            return notBefore == null || !now.isBefore(notBefore) ? act(action) : waitUntil(notBefore);
        }
    }
}
