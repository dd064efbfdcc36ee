package io.henge.core.attempt;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, as the ledger holds it. A row exists before its Job does, so no row means "never launched", and a row
 * means "look there, and only there".
 *
 * @param epoch the term that placed the attempt
 * @param storageRoot the directory below the usual root of deep storage that the attempt alone writes segments to, null
 *     for the usual root itself
 * @param jobUid the Job's uid once somebody has seen it
 * @param location the last address at which the attempt's pod was seen
 * @param startedAt when its pod was first seen running
 * @param endedAt when it ended or was fenced
 * @param outcome there exactly in state {@link AttemptState#ENDED}
 * @param reason why it was fenced, in words; there exactly in state {@link AttemptState#FENCED}
 */
public record Attempt(
        AttemptId id,
        JobAddress address,
        Token token,
        TaskTraits traits,
        long epoch,
        @Nullable String storageRoot,
        AttemptState state,
        Instant placedAt,
        @Nullable String jobUid,
        @Nullable Location location,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Outcome outcome,
        @Nullable String reason) {

    public Attempt {
        if ((state == AttemptState.ENDED) != (outcome != null)) {
            throw new IllegalArgumentException(
                    "Attempt[" + id + "] in state[" + state + "] with outcome[" + outcome + "]");
        }
        if ((state == AttemptState.FENCED) != (reason != null)) {
            throw new IllegalArgumentException(
                    "Attempt[" + id + "] in state[" + state + "] with reason[" + reason + "]");
        }
    }

    /** A fresh intent: nothing has been sent to the cluster yet. */
    public static Attempt placed(
            AttemptId id, JobAddress address, Token token, TaskTraits traits, long epoch, Instant placedAt) {
        return placed(id, address, token, traits, epoch, null, placedAt);
    }

    /** A fresh intent whose segments go to {@code storageRoot}. */
    public static Attempt placed(
            AttemptId id,
            JobAddress address,
            Token token,
            TaskTraits traits,
            long epoch,
            @Nullable String storageRoot,
            Instant placedAt) {
        return new Attempt(
                id,
                address,
                token,
                traits,
                epoch,
                storageRoot,
                AttemptState.PLACED,
                placedAt,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    public TaskId task() {
        return id.task();
    }

    public ClusterName cluster() {
        return address.cluster();
    }

    public Attempt withJobUid(String uid) {
        return with(state, uid, location, startedAt, endedAt, outcome, reason);
    }

    public Attempt withLocation(Location seen, @Nullable Instant since) {
        return with(state, jobUid, seen, since, endedAt, outcome, reason);
    }

    /** The attempt with its outcome recorded. */
    public Attempt ended(Outcome result, Instant at) {
        refuseUnlessItCanBecome(AttemptState.ENDED);
        return with(AttemptState.ENDED, jobUid, location, startedAt, at, result, null);
    }

    /** The attempt with its right to commit ended; it has no outcome. */
    public Attempt fenced(String why, Instant at) {
        refuseUnlessItCanBecome(AttemptState.FENCED);
        return with(AttemptState.FENCED, jobUid, location, startedAt, at, null, why);
    }

    private void refuseUnlessItCanBecome(AttemptState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("Attempt[" + id + "] cannot become " + next + " from state[" + state + "]");
        }
    }

    private Attempt with(
            AttemptState newState,
            @Nullable String uid,
            @Nullable Location seen,
            @Nullable Instant since,
            @Nullable Instant end,
            @Nullable Outcome result,
            @Nullable String why) {
        return new Attempt(
                id, address, token, traits, epoch, storageRoot, newState, placedAt, uid, seen, since, end, result, why);
    }
}
