package io.henge.core.port;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.FailoverFilter;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.LedgerWrite.Note;
import io.henge.core.ledger.LedgerWrite.PutFailover;
import io.henge.core.ledger.Publish;
import io.henge.core.ledger.Term;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The durable record of attempts. Calls block for as long as the store takes, so only the ledger's own threads make
 * them. Safe for use by several threads.
 */
public interface Ledger {
    /**
     * The random identity of this Druid cluster, made with the schema and never changed: a label on every Job, so that
     * two Druids in one namespace never mix.
     */
    String owner();

    /**
     * Begins a new term: ends every earlier one by a compare-and-set on the epoch, and forgets the publishes of attempts
     * without a row, which a write leaves that was repeated in part when its term ended.
     */
    Term lead(String holder, Instant now);

    /** Every row, ordered by task and attempt number. */
    List<Attempt> attempts();

    /** Where attempts are, or were, whose Jobs Druid's own runner made: they bear no token. Far sooner there than all rows. */
    Set<ClusterName> adopted();

    /** Every cluster that something is known of, ordered by name. */
    List<ClusterRecord> clusters();

    /** The word that no attempt is placed anywhere, if it was said. */
    Optional<ClusterRecord.Declaration> pause();

    /** What the attempt has tried to publish, in order. */
    List<Publish> publishes(AttemptId attempt);

    /**
     * The history of decisions, newest first: of those that the filter admits, at most {@code limit}, and only what is
     * numbered below {@code before}.
     */
    List<Note> events(EventFilter filter, long before, int limit);

    /**
     * The history of failovers, newest first: of those that the filter admits, at most {@code limit}, and only what is
     * numbered below {@code before}.
     */
    List<PutFailover> failovers(FailoverFilter filter, long before, int limit);

    /**
     * Carries out all writes in one transaction, or none of them. Repeating a batch whose fate is unknown gives the same
     * rows as carrying it out once. An empty batch asks only whether the term is still the newest.
     *
     * @throws TermLostException if {@code term} is no longer the newest; nothing was written
     * @throws WriteRefusedException if the store will never take one of the writes, for what it says; nothing was written
     * @throws LedgerException if the store failed; the writes may or may not have been carried out
     */
    void write(Term term, List<LedgerWrite> writes);
}
