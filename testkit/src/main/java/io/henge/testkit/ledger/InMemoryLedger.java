package io.henge.testkit.ledger;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Token;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.FailoverFilter;
import io.henge.core.ledger.FailoverRecord;
import io.henge.core.ledger.LedgerEvent;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.Publish;
import io.henge.core.ledger.Term;
import io.henge.core.port.Ledger;
import io.henge.core.port.LedgerException;
import io.henge.core.port.TermLostException;
import io.henge.core.port.WriteRefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
    private final Tables tables = new Tables();

    @GuardedBy("this")
    private long epoch;

    @GuardedBy("this")
    private Store store = Store.ANSWERS;

    /** Which writes are never taken. */
    @GuardedBy("this")
    private Predicate<LedgerWrite> refused = write -> false;

    public InMemoryLedger(String owner) {
        this.owner = owner;
    }

    /** Whether the store does what it is asked for. */
    public synchronized boolean isWell() {
        return store == Store.ANSWERS;
    }

    public synchronized void setStore(Store behaviour) {
        store = behaviour;
    }

    /** From now on, such writes are never taken, and said to be so. */
    public synchronized void refuse(Predicate<LedgerWrite> such) {
        refused = such;
    }

    @Override
    public String owner() {
        return owner;
    }

    @Override
    public synchronized Term lead(String holder, Instant now) {
        failIf(store != Store.ANSWERS);
        epoch++;
        tables.publishes.keySet().retainAll(tables.attempts.keySet());
        return new Term(epoch, holder, now);
    }

    /** Every attempt's row, whether or not the store answers: for the test's own eyes, as is all that peeks. */
    public synchronized List<Attempt> peek() {
        return List.copyOf(tables.attempts.values());
    }

    public synchronized List<ClusterRecord> peekClusters() {
        return List.copyOf(tables.clusters.values());
    }

    public synchronized List<Publish> peekPublishes(AttemptId attempt) {
        return List.copyOf(
                tables.publishes.getOrDefault(attempt, new TreeMap<>()).values());
    }

    /** Every publish of every attempt that is noted. */
    public synchronized List<Publish> peekPublishes() {
        return tables.publishes.values().stream()
                .flatMap(publishes -> publishes.values().stream())
                .toList();
    }

    @Override
    public synchronized List<Attempt> attempts() {
        failIf(store != Store.ANSWERS);
        return peek();
    }

    @Override
    public Set<ClusterName> adopted() {
        return attempts().stream()
                .filter(row -> row.token().equals(Token.NONE))
                .map(Attempt::cluster)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public synchronized List<ClusterRecord> clusters() {
        failIf(store != Store.ANSWERS);
        return peekClusters();
    }

    @Override
    public synchronized Optional<ClusterRecord.Declaration> pause() {
        failIf(store != Store.ANSWERS);
        return peekPause();
    }

    public synchronized Optional<ClusterRecord.Declaration> peekPause() {
        return Optional.ofNullable(tables.pause);
    }

    @Override
    public synchronized List<Publish> publishes(AttemptId attempt) {
        failIf(store != Store.ANSWERS);
        return peekPublishes(attempt);
    }

    @Override
    public synchronized List<LedgerWrite.Note> events(EventFilter filter, long before, int limit) {
        failIf(store != Store.ANSWERS);
        return tables.events.headMap(before, false).descendingMap().values().stream()
                .filter(note -> filter.admits(note.event()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<LedgerWrite.PutFailover> failovers(FailoverFilter filter, long before, int limit) {
        failIf(store != Store.ANSWERS);
        return tables.failovers.headMap(before, false).descendingMap().values().stream()
                .filter(put -> filter.admits(put.record()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void write(Term term, List<LedgerWrite> writes) {
        failIf(store == Store.FAILS);
        if (term.epoch() != epoch) {
            throw new TermLostException(term);
        }
        Optional<LedgerWrite> never = writes.stream().filter(refused).findFirst();
        if (never.isPresent()) {
            throw new WriteRefusedException(never.get(), "The test says that this is never taken", null);
        }
        for (LedgerWrite write : writes) {
            write.match(tables);
        }
        failIf(store == Store.LOSES_ANSWERS);
    }

    private static void failIf(boolean failing) {
        if (failing) {
            throw new LedgerException("The store is switched off by the test", null);
        }
    }

    /** What the store holds; carries out one write after the other, and its answers say nothing. */
    private static final class Tables implements LedgerWrite.Cases<Boolean> {
        final TreeMap<AttemptId, Attempt> attempts = new TreeMap<>();
        final TreeMap<ClusterName, ClusterRecord> clusters = new TreeMap<>();

        final TreeMap<Long, LedgerWrite.Note> events = new TreeMap<>();

        final TreeMap<Long, LedgerWrite.PutFailover> failovers = new TreeMap<>();

        ClusterRecord.@Nullable Declaration pause;

        /** By attempt and number. */
        final TreeMap<AttemptId, TreeMap<Integer, Publish>> publishes = new TreeMap<>();

        @Override
        public Boolean put(LedgerWrite.Put write) {
            attempts.put(write.attempt().id(), write.attempt());
            return true;
        }

        @Override
        public Boolean remove(LedgerWrite.Remove write) {
            attempts.remove(write.attempt());
            publishes.remove(write.attempt());
            return true;
        }

        @Override
        public Boolean putCluster(LedgerWrite.PutCluster write) {
            clusters.put(write.cluster().name(), write.cluster());
            return true;
        }

        @Override
        public Boolean putPublish(LedgerWrite.PutPublish write) {
            Publish publish = write.publish();
            publishes.computeIfAbsent(publish.attempt(), id -> new TreeMap<>()).put(publish.number(), publish);
            return true;
        }

        @Override
        public Boolean putPause(LedgerWrite.PutPause write) {
            pause = write.word();
            return true;
        }

        @Override
        public Boolean note(LedgerWrite.Note write) {
            events.put(write.number(), write);
            if (events.size() > LedgerEvent.KEPT_MAX) {
                events.pollFirstEntry();
            }
            return true;
        }

        @Override
        public Boolean putFailover(LedgerWrite.PutFailover write) {
            failovers.put(write.number(), write);
            if (failovers.size() > FailoverRecord.KEPT_MAX) {
                failovers.pollFirstEntry();
            }
            return true;
        }

        @Override
        public Boolean tellFailover(LedgerWrite.TellFailover write) {
            FailoverRecord.News news = write.news();
            failovers.descendingMap().values().stream()
                    .filter(put ->
                            put.record().acted() && put.record().attempt().equals(news.attempt()))
                    .findFirst()
                    .ifPresent(put -> failovers.put(
                            put.number(),
                            new LedgerWrite.PutFailover(
                                    put.number(), put.record().after(news))));
            return true;
        }
    }
}
