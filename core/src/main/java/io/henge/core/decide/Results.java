package io.henge.core.decide;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Outcome;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.LaunchResult;
import io.henge.core.lease.LeaseWords;
import io.henge.core.lease.SeenLease;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an attempt is known to be, and whether a step is tried again, after the step has ended. */
public final class Results {
    /** With the pauses of {@link Retry}, about ten minutes; then the pod's end has to tell. */
    private static final int STATUS_TRIES_MAX = 24;

    /** The most that a killed pod's log may delay its end. */
    private static final Duration LOG_LIMIT_CUT_SHORT = Duration.ofSeconds(10);

    /** How many names of an attempt's Job may be others'; so many Druids share no namespace. */
    private static final int NAMES_MAX = 5;

    private Results() {}

    /** After the cluster was asked for the Job of {@code attempt}. */
    public static AttemptView launched(AttemptView view, Attempt attempt, LaunchResult result, Instant now) {
        return result.match(new LaunchResult.Cases<>() {
            @Override
            public AttemptView launched(LaunchResult.Launched launched) {
                return view.withAttempt(attempt.withJobUid(launched.jobUid()))
                        .launched(now)
                        .done();
            }

            @Override
            public AttemptView notLaunched(LaunchResult.NotLaunched not) {
                return launchFailed(view, attempt, not.failure(), now);
            }
        });
    }

    private static AttemptView launchFailed(AttemptView view, Attempt attempt, ApiFailure failure, Instant now) {
        return switch (failure.kind()) {
            case CONFLICT ->
                view.learnt().namesTaken() < NAMES_MAX ? view.nameTaken().done() : cannotBeMade(view, attempt, failure);
            case INVALID -> cannotBeMade(view, attempt, failure);
            case TRANSIENT, FORBIDDEN, NOT_FOUND, OUTCOME_UNKNOWN -> {
                AttemptView failed = view.failed(failure.message(), now);
                if (!failure.certainlyNoEffect()) {
                    yield failed.with(Mark.LAUNCH_UNSURE);
                }
                // An earlier term may have asked too, and an earlier answer may have been lost.
                boolean unsure = view.has(Mark.LAUNCH_UNSURE) || view.has(Mark.RESTORED) || view.has(Mark.SIGHTED);
                yield unsure ? failed : failed.with(Mark.LAUNCH_REFUSED);
            }
        };
    }

    private static AttemptView cannotBeMade(AttemptView view, Attempt attempt, ApiFailure failure) {
        return view.withReported(
                        Outcome.failure("Job[" + attempt.address() + "] could not be made: " + failure.message()))
                .done();
    }

    /** After the ledger has said that it can never take the intent: the task cannot run. */
    public static AttemptView notRecorded(AttemptView view, String why) {
        return view.told(Withdrawal.following("The ledger cannot hold the task: " + why))
                .done();
    }

    /** After the cluster was asked to delete the Job. */
    public static AttemptView deleted(AttemptView view, Optional<ApiFailure> failure, Policies policies, Instant now) {
        return failure.isPresent()
                ? view.failed(failure.get().message(), now)
                : view.with(Mark.DELETE_SENT)
                        .doneAndHeldUntil(now.plus(policies.ending().deleteRetry()));
    }

    /** After deep storage was asked for the status, with the status or none. */
    public static AttemptView statusRead(AttemptView view, Optional<Outcome> outcome, Policies policies, Instant now) {
        return outcome.filter(left -> isItsOwn(view, left))
                .map(left -> view.withReported(left).done())
                .orElseGet(() -> unfinished(view, policies, now));
    }

    /** Nothing but the network was wrong with one that has stopped itself: it goes on as one of a cluster that was lost. */
    private static AttemptView unfinished(AttemptView view, Policies policies, Instant now) {
        if (view.isAskedFirst()) {
            return view.with(Mark.UNFINISHED).done();
        }
        AttemptView absent = view.with(Mark.STATUS_ABSENT);
        boolean lapsed = view.has(Mark.LAPSED) && view.isPlaced();
        Optional<String> ending = MoreMemory.missedBy(view, policies);
        if ((lapsed || ending.isPresent()) && view.has(Mark.UNASKED)) {
            return view.failed("It has not finished, and its task has not been read yet, which says what follows", now);
        }
        if (lapsed) {
            return lapsed(absent, now).done();
        }
        return ending.map(told -> MoreMemory.given(absent, told, now))
                .orElse(absent)
                .done();
    }

    /** Where no peon can ever renew its lease, a task would run again for ever. */
    private static AttemptView lapsed(AttemptView view, Instant now) {
        String why = "Its peon has " + LeaseWords.STOPPED_ITSELF
                + ": it reached neither an Overlord nor deep storage, or was told to stop";
        return OwnEnds.tooOften(view, now)
                .map(most -> view.withReported(Outcome.failure(
                        why + ". It does not run again, since it was taken away as often as it may be: " + most)))
                .orElseGet(() -> view.told(Withdrawal.lapsed(why)));
    }

    /** After deep storage was asked for the lease, with how long it is or none. */
    public static AttemptView leaseRead(AttemptView view, @Nullable Duration length, Instant now) {
        return view.withLease(SeenLease.read(length, now)).done();
    }

    /** After the peon was told to stop. Its status is to be read once more: it may have ended before it knew. */
    public static AttemptView revoked(AttemptView view, Instant now) {
        @Nullable SeenLease known = view.lease();
        return view.withLease((known == null ? SeenLease.read(null, now) : known).revoked(now))
                .without(Mark.UNFINISHED)
                .done();
    }

    /** Deep storage has one status of a task: a failure may be that of an earlier attempt, which was turned away and left it. */
    private static boolean isItsOwn(AttemptView view, Outcome left) {
        return left.succeeded() || view.id().number() == 1 || !view.isAskedFirst();
    }

    /** After deep storage could not be asked: to be tried again, or given up as absent. */
    public static AttemptView statusNotRead(AttemptView view, String failure, Instant now) {
        // Whoever cannot read deep storage cannot tell that the task has not ended.
        return view.isAskedFirst() || view.retry().failures() + 1 < STATUS_TRIES_MAX
                ? view.failed("Deep storage could not be asked for the status: " + failure, now)
                : view.with(Mark.STATUS_ABSENT).done();
    }

    /** After Druid's store was asked whether the task is active; null if it could not be asked. */
    public static AttemptView storeAsked(
            AttemptView view, @Nullable Boolean active, @Nullable Throwable failure, Instant now) {
        if (active == null) {
            return view.failed("Druid's store could not be asked for the task: " + failure, now);
        }
        return active
                ? view.failed("Druid's store does not know yet that the task has ended", now)
                : view.with(Mark.STORED).done();
    }

    /** Before a try at the log: with the time until which it may be saved, which the first try sets. */
    public static AttemptView logBegun(AttemptView view, Policies policies, Instant now) {
        Duration limit = policies.ending().logSaveTimeout();
        boolean hurried = view.has(Mark.CUT_SHORT) && LOG_LIMIT_CUT_SHORT.compareTo(limit) < 0;
        return view.learnt().logUntil() == null
                ? view.withLogUntil(now.plus(hurried ? LOG_LIMIT_CUT_SHORT : limit))
                : view;
    }

    /** After a try at the log: done with it, to try again while there is time, or given up as {@link Mark#LOG_SAVED}. */
    public static AttemptView logTried(AttemptView view, Optional<ApiFailure> failure, Instant now) {
        if (failure.isEmpty()) {
            return view.with(Mark.LOG_SAVED).done();
        }
        AttemptView again =
                view.failed("The log could not be saved: " + failure.get().message(), now);
        @Nullable Instant until = view.learnt().logUntil();
        @Nullable Instant next = again.retry().notBefore();
        return until != null && next != null && next.isBefore(until)
                ? again
                : view.with(Mark.LOG_SAVED).done();
    }

    /** After the row says that the attempt's right has ended by a word. */
    public static AttemptView taken(AttemptView view, Attempt row) {
        return view.withAttempt(row).with(Mark.CUT_SHORT).with(Mark.UNFOLLOWED).done();
    }
}
