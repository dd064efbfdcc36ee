package io.henge.testkit.ledger;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.ledger.Ledger;
import io.henge.core.ledger.LedgerException;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.Term;
import io.henge.core.ledger.TermLostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A ledger that lives as long as the test, with switches for a store that fails. */
public final class InMemoryLedger implements Ledger {
    /** What becomes of the calls to a store. */
    public enum Store {
        ANSWERS,
        /** Nothing is carried out, and the caller is told so. */
        FAILS,
        /** Writes are carried out, but the answer is lost. */
        LOSES_ANSWERS
    }

    private final String owner;

    @GuardedBy("this")
    private final TreeMap<AttemptId, Attempt> rows = new TreeMap<>();

    @GuardedBy("this")
    private long epoch;

    @GuardedBy("this")
    private Store store = Store.ANSWERS;

    public InMemoryLedger(String owner) {
        this.owner = owner;
    }

    public synchronized void setStore(Store behaviour) {
        store = behaviour;
    }

    @Override
    public String owner() {
        return owner;
    }

    @Override
    public synchronized Term lead(String holder, Instant now) {
        failIf(store != Store.ANSWERS);
        epoch++;
        return new Term(epoch, holder, now);
    }

    /** Every row, whether or not the store answers: for the test's own eyes. */
    public synchronized List<Attempt> peek() {
        return List.copyOf(rows.values());
    }

    @Override
    public synchronized List<Attempt> attempts() {
        failIf(store != Store.ANSWERS);
        return List.copyOf(rows.values());
    }

    @Override
    public synchronized void write(Term term, List<LedgerWrite> writes) {
        failIf(store == Store.FAILS);
        if (term.epoch() != epoch) {
            throw new TermLostException(term);
        }
        for (LedgerWrite write : writes) {
            carryOut(write);
        }
        failIf(store == Store.LOSES_ANSWERS);
    }

    @GuardedBy("this")
    private void carryOut(LedgerWrite write) {
        Optional<Attempt> row = write.match(new LedgerWrite.Cases<>() {
            @Override
            public Optional<Attempt> put(LedgerWrite.Put put) {
                return Optional.of(put.attempt());
            }

            @Override
            public Optional<Attempt> remove(LedgerWrite.Remove remove) {
                return Optional.empty();
            }
        });
        if (row.isPresent()) {
            rows.put(write.id(), row.get());
        } else {
            rows.remove(write.id());
        }
    }

    private static void failIf(boolean failing) {
        if (failing) {
            throw new LedgerException("The store is switched off by the test", null);
        }
    }
}
