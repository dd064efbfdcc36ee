package io.henge.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.FailoverFilter;
import io.henge.core.ledger.FailoverRecord;
import io.henge.core.ledger.FailoverRecord.News;
import io.henge.core.ledger.LedgerEvent;
import io.henge.core.ledger.LedgerEvent.About;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.LedgerWrite.Note;
import io.henge.core.ledger.Term;
import io.henge.core.loop.LedgerWriter;
import io.henge.core.loop.LedgerWriter.Turn;
import io.henge.core.port.Ledger;
import io.henge.core.port.LedgerException;
import io.henge.core.port.WriteRefusedException;
import io.henge.testkit.fleet.Attempts;
import io.henge.testkit.fleet.ForwardingLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LedgerWriterTest {
    private final Set<String> written = new HashSet<>();
    private final Map<String, String> refused = new HashMap<>();

    @Test
    void aLeaderWithNothingToWriteHearsOfANewerTerm() throws Exception {
        InMemoryLedger ledger = new InMemoryLedger("owner");
        CountDownLatch lost = new CountDownLatch(1);
        try (LedgerWriter writer =
                new LedgerWriter(ledger, ledger.lead("one:8090", Instant.EPOCH), Duration.ofMillis(1))) {
            writer.whenTermIsLost(lost::countDown);
            writer.start();
            ledger.lead("another:8090", Instant.EPOCH);
            assertThat(lost.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void writesThatTheStoreNeverTakesDelayNobody() {
        FussyLedger ledger = new FussyLedger(true);
        assertThat(writeAll(ledger)).doesNotContain(Turn.STORE_FAILED);
        assertThat(written).isEqualTo(tasks("good", 200));
        assertThat(refused.keySet()).isEqualTo(tasks("bad", 31));
        assertThat(refused.values()).allMatch(why -> why.contains("not in this store"));
    }

    @Test
    void theyDelayNobodyWhereTheStoreDoesNotSayWhichOnesTheyAre() {
        FussyLedger ledger = new FussyLedger(false);
        List<Turn> turns = writeAll(ledger);
        assertThat(turns).doesNotContain(Turn.STORE_FAILED).hasSizeLessThan(31 * 12);
        assertThat(written).isEqualTo(tasks("good", 200));
        assertThat(refused.keySet()).isEqualTo(tasks("bad", 31));
    }

    @Test
    void aStoreInTroubleMakesTheWriterPauseAndLosesNothing() {
        InMemoryLedger ledger = new InMemoryLedger("owner");
        LedgerWriter writer = new LedgerWriter(ledger, ledger.lead("one:8090", Instant.EPOCH));
        submit(writer, "good-1");
        ledger.setStore(InMemoryLedger.Store.FAILS);
        assertThat(writer.writeWaiting()).isEqualTo(Turn.STORE_FAILED);
        ledger.setStore(InMemoryLedger.Store.ANSWERS);
        assertThat(writer.writeWaiting()).isEqualTo(Turn.WRITTEN);
        assertThat(written).containsExactly("good-1");
        assertThat(refused).isEmpty();
    }

    @Test
    void eventsAreNumberedOnFromThoseOfEarlierTermsAlsoWhereAnAnswerIsLost() {
        InMemoryLedger ledger = new InMemoryLedger("owner");
        for (int term = 1; term <= 3; term++) {
            LedgerWriter writer = new LedgerWriter(ledger, ledger.lead("one:8090", Instant.EPOCH));
            writer.note(event("first of " + term));
            writer.note(event("second of " + term));
            ledger.setStore(InMemoryLedger.Store.ANSWERS);
            assertThat(ledger.events(EventFilter.ALL, Long.MAX_VALUE, 1)).hasSize(Math.min(1, term - 1));
            writer.writeWaiting();
            writer.note(event("third of " + term));
            ledger.setStore(InMemoryLedger.Store.LOSES_ANSWERS);
            assertThat(writer.writeWaiting()).isEqualTo(Turn.STORE_FAILED);
            ledger.setStore(InMemoryLedger.Store.ANSWERS);
            assertThat(writer.writeWaiting()).isEqualTo(Turn.WRITTEN);
        }
        assertThat(ledger.events(EventFilter.ALL, Long.MAX_VALUE, 100))
                .extracting(Note::number)
                .containsExactly(9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
        assertThat(ledger.events(EventFilter.ALL, Long.MAX_VALUE, 1)
                        .get(0)
                        .event()
                        .why())
                .isEqualTo("third of 3");
    }

    @Test
    void failoversHaveNumbersOfTheirOwnOverAllTerms() {
        InMemoryLedger ledger = new InMemoryLedger("owner");
        for (int term = 1; term <= 2; term++) {
            LedgerWriter writer = new LedgerWriter(ledger, ledger.lead("one:8090", Instant.EPOCH));
            writer.note(event("an event"));
            writer.note(event("an event"));
            writer.note(failover("first-of-" + term));
            writer.note(failover("second-of-" + term));
            ledger.setStore(InMemoryLedger.Store.LOSES_ANSWERS);
            assertThat(writer.writeWaiting()).isEqualTo(Turn.STORE_FAILED);
            ledger.setStore(InMemoryLedger.Store.ANSWERS);
            while (writer.writeWaiting() != Turn.NOTHING_TO_WRITE) {
                assertThat(ledger.failovers(FailoverFilter.ALL, 9, 9)).hasSizeLessThan(5);
            }
        }
        assertThat(ledger.failovers(FailoverFilter.ALL, Long.MAX_VALUE, 100))
                .extracting(put ->
                        put.number() + " " + put.record().attempt().task().value())
                .containsExactly("4 second-of-2", "3 first-of-2", "2 second-of-1", "1 first-of-1");
    }

    /** And are held up by nothing but the store itself, and hold up nothing. */
    @Test
    void newsOfAFailoverFollowItAlsoWhereItHadToWait() {
        InMemoryLedger store = new InMemoryLedger("owner");
        AtomicBoolean fails = new AtomicBoolean(true);
        Ledger ledger = new ForwardingLedger(store) {
            @Override
            public void write(Term term, List<LedgerWrite> writes) {
                if (fails.get() && writes.stream().anyMatch(LedgerWrite.PutFailover.class::isInstance)) {
                    throw new LedgerException("no room for failovers", null);
                }
                super.write(term, writes);
            }
        };
        LedgerWriter writer = new LedgerWriter(ledger, ledger.lead("one:8090", Instant.EPOCH));
        AttemptId attempt = failover("good").attempt();
        writer.note(failover("good"));
        writer.tell(new News(attempt, News.Kind.PURGED, Instant.EPOCH, null));
        submit(writer, "good");
        for (int turn = 0; turn < 20; turn++) {
            var unused = writer.writeWaiting();
        }
        assertThat(written).containsExactly("good");
        fails.set(false);
        for (int turn = 0; turn < 20; turn++) {
            var unused = writer.writeWaiting();
        }
        assertThat(store.failovers(FailoverFilter.ALL, Long.MAX_VALUE, 9))
                .singleElement()
                .matches(put -> Instant.EPOCH.equals(put.record().course().purgedAt()));
    }

    private List<Turn> writeAll(Ledger ledger) {
        LedgerWriter writer = new LedgerWriter(ledger, ledger.lead("one:8090", Instant.EPOCH));
        for (int i = 0; i < 200; i++) {
            submit(writer, "good-" + i);
            if (i % 6 == 0 && i < 186) {
                submit(writer, "bad-" + i / 6);
            }
        }
        List<Turn> turns = new ArrayList<>();
        do {
            turns.add(writer.writeWaiting());
        } while (turns.get(turns.size() - 1) != Turn.NOTHING_TO_WRITE && turns.size() < 10_000);
        return turns;
    }

    private void submit(LedgerWriter writer, String task) {
        writer.submit(
                new LedgerWrite.Put(Attempts.placed(task, "east", 1, Instant.EPOCH)),
                () -> written.add(task),
                why -> refused.put(task, why));
    }

    private static Set<String> tasks(String kind, int count) {
        return IntStream.range(0, count).mapToObj(i -> kind + "-" + i).collect(Collectors.toSet());
    }

    private static LedgerEvent event(String why) {
        return new LedgerEvent(LedgerEvent.Kind.PLACED, Instant.EPOCH, "one", new About(null, null, null), why);
    }

    private static FailoverRecord failover(String task) {
        return new FailoverRecord(
                AttemptId.first(new TaskId(task)),
                Instant.EPOCH,
                FailoverRecord.Trigger.CLUSTER_LOST,
                true,
                new ClusterName("west"),
                new FailoverRecord.Grounds("", new TreeMap<>(), new TreeMap<>(), new TreeMap<>()),
                FailoverRecord.Course.NOTHING);
    }

    /** A store that never takes the rows of some tasks, and may or may not say which ones. */
    private static final class FussyLedger extends ForwardingLedger {
        private final boolean says;

        FussyLedger(boolean says) {
            super(new InMemoryLedger("owner"));
            this.says = says;
        }

        @Override
        public void write(Term term, List<LedgerWrite> writes) {
            for (LedgerWrite write : writes) {
                if (write.concerns().orElseThrow().task().value().startsWith("bad")) {
                    throw new WriteRefusedException(says ? write : null, "not in this store", null);
                }
            }
            super.write(term, writes);
        }
    }
}
