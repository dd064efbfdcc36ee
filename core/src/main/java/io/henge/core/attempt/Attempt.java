package io.henge.core.attempt;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, as the ledger holds it. A row exists before its Job does, so no row means "never launched", and a row
 * means "look there, and only there".
 *
 * @param epoch the term that placed the attempt
 * @param jobUid the Job's uid once somebody has seen it
 * @param location the last address at which the attempt's pod was seen
 * @param startedAt when its pod was first seen running
 * @param outcome there exactly in state {@link AttemptState#ENDED}
 */
public record Attempt(
        AttemptId id,
        JobAddress address,
        Token token,
        TaskTraits traits,
        long epoch,
        AttemptState state,
        Instant placedAt,
        @Nullable String jobUid,
        @Nullable Location location,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Outcome outcome) {

    public Attempt {
        if ((state == AttemptState.ENDED) != (outcome != null)) {
            throw new IllegalArgumentException(
                    "Attempt[" + id + "] in state[" + state + "] with outcome[" + outcome + "]");
        }
    }

    /** A fresh intent: nothing has been sent to the cluster yet. */
    public static Attempt placed(
            AttemptId id, JobAddress address, Token token, TaskTraits traits, long epoch, Instant placedAt) {
        return new Attempt(
                id, address, token, traits, epoch, AttemptState.PLACED, placedAt, null, null, null, null, null);
    }

    public TaskId task() {
        return id.task();
    }

    public ClusterName cluster() {
        return address.cluster();
    }

    public Attempt withJobUid(String uid) {
        return new Attempt(
                id, address, token, traits, epoch, state, placedAt, uid, location, startedAt, endedAt, outcome);
    }

    public Attempt withLocation(Location seen, @Nullable Instant since) {
        return new Attempt(id, address, token, traits, epoch, state, placedAt, jobUid, seen, since, endedAt, outcome);
    }

    /** The attempt with its outcome recorded. */
    public Attempt ended(Outcome result, Instant at) {
        if (!state.canBecome(AttemptState.ENDED)) {
            throw new IllegalStateException("Attempt[" + id + "] cannot end from state[" + state + "]");
        }
        return new Attempt(
                id,
                address,
                token,
                traits,
                epoch,
                AttemptState.ENDED,
                placedAt,
                jobUid,
                location,
                startedAt,
                at,
                result);
    }
}
