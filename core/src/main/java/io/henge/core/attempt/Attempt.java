package io.henge.core.attempt;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, as the ledger holds it. A row exists before its Job does, so no row means "never launched", and a row
 * means "look there, and only there".
 *
 * @param end how its right to commit ended, null while it has not
 * @param preserved what it was given of earlier attempts, and then what is known of itself for the next one
 */
public record Attempt(
        AttemptId id,
        TaskTraits traits,
        Intent intent,
        Sight sight,
        @Nullable End end,
        Preserved preserved) {
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
                traits,
                new Intent(address, token, epoch, storageRoot, placedAt, null),
                Sight.NONE,
                null,
                Preserved.NOTHING);
    }

    public TaskId task() {
        return id.task();
    }

    public ClusterName cluster() {
        return address().cluster();
    }

    public JobAddress address() {
        return intent.address();
    }

    public Token token() {
        return intent.token();
    }

    /** The term that placed the attempt. */
    public long epoch() {
        return intent.epoch();
    }

    public @Nullable String storageRoot() {
        return intent.storageRoot();
    }

    public Instant placedAt() {
        return intent.placedAt();
    }

    public AttemptState state() {
        return end == null ? AttemptState.PLACED : end.state();
    }

    public @Nullable String jobUid() {
        return sight.jobUid();
    }

    public @Nullable Location location() {
        return sight.location();
    }

    public @Nullable Instant startedAt() {
        return sight.startedAt();
    }

    /** When it ended or was fenced. */
    public @Nullable Instant endedAt() {
        return end == null ? null : end.at();
    }

    /** There exactly in state {@link AttemptState#ENDED}. */
    public @Nullable Outcome outcome() {
        return end == null ? null : end.outcome();
    }

    /** Why it was fenced, in words; there exactly in state {@link AttemptState#FENCED}. */
    public @Nullable String reason() {
        return end == null ? null : end.reason();
    }

    /** Whether its outcome was decided while its pod may have been running. */
    public boolean isCutShort() {
        return end != null && end.cutShort();
    }

    /** What the attempt after this one is to know. */
    public @Nullable NextWish next() {
        return end == null ? null : end.next();
    }

    /** The attempt with the room that its pod is given. */
    public Attempt withNeeds(Resources needs) {
        return new Attempt(id, traits, intent.with(needs), sight, end, preserved);
    }

    /** What it is given of earlier attempts; its own is known only once its Job is made. */
    public Preserved given() {
        return id.number() == 1 ? Preserved.NOTHING : preserved.handedOn();
    }

    /** The attempt with what is known for the next one. */
    public Attempt withPreserved(Preserved known) {
        return new Attempt(id, traits, intent, sight, end, known);
    }

    /** The attempt with its Job elsewhere, where certainly none of it has been made. */
    public Attempt at(JobAddress other) {
        return new Attempt(id, traits, intent.at(other), sight, end, preserved);
    }

    /** The attempt with how it ended in words that every database holds. */
    public Attempt inPlainWords() {
        return end == null
                ? this
                : new Attempt(id, traits, intent, sight, end.inPlainWords(), preserved.inPlainWords());
    }

    public Attempt withJobUid(String uid) {
        return new Attempt(id, traits, intent, new Sight(uid, location(), startedAt()), end, preserved);
    }

    public Attempt withLocation(Location seen, @Nullable Instant since) {
        return new Attempt(id, traits, intent, new Sight(jobUid(), seen, since), end, preserved);
    }

    /** The attempt with its outcome recorded. */
    public Attempt ended(Outcome result, Instant at) {
        return with(new End(at, result, null, false, null));
    }

    /** The attempt with its outcome recorded, which was decided while its pod may be running. */
    public Attempt cutShort(Outcome result, Instant at) {
        return with(new End(at, result, null, true, null));
    }

    /** The attempt with its right to commit ended; it has no outcome, and nothing is known of a next one. */
    public Attempt fenced(String why, Instant at) {
        return with(new End(at, null, why, false, null));
    }

    /** The attempt with its right to commit ended for another one's sake; it has no outcome. */
    public Attempt fenced(String why, Instant at, NextWish next) {
        return with(new End(at, null, why, false, next));
    }

    private Attempt with(End newEnd) {
        AttemptState next = newEnd.state();
        if (!state().canBecome(next)) {
            throw new IllegalStateException(
                    "Attempt[" + id + "] cannot become " + next + " from state[" + state() + "]");
        }
        return new Attempt(id, traits, intent, sight, newEnd, preserved);
    }
}
