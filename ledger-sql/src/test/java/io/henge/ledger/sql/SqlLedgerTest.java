package io.henge.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.ClusterRecord.Declaration;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.LedgerWrite.Put;
import io.henge.core.ledger.LedgerWrite.PutCluster;
import io.henge.core.ledger.LedgerWrite.PutPublish;
import io.henge.core.ledger.LedgerWrite.Remove;
import io.henge.core.ledger.Publish;
import io.henge.core.ledger.Term;
import io.henge.core.port.Ledger;
import io.henge.core.port.LedgerException;
import io.henge.core.port.TermLostException;
import io.henge.testkit.fleet.Attempts;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SqlLedgerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

    private final DerbyDatabase database = new DerbyDatabase();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void drop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        database.close();
    }

    @RepeatedTest(3)
    void ofTermsBegunTogetherOnlyTheNewestWrites() throws Exception {
        Ledger ledger = database.ledger();
        ledger.owner();
        Future<Term> one = threads.submit(() -> database.ledger().lead("a:8090", NOW));
        Future<Term> two = threads.submit(() -> database.ledger().lead("b:8090", NOW));
        Term older = one.get().epoch() < two.get().epoch() ? one.get() : two.get();
        Term newer = older.equals(one.get()) ? two.get() : one.get();

        assertThat(older.epoch()).isLessThan(newer.epoch());
        assertThatThrownBy(() -> ledger.write(older, List.of(put("task-1")))).isInstanceOf(TermLostException.class);
        ledger.write(newer, List.of(put("task-2")));
        assertThat(ledger.attempts()).containsExactly(attempt("task-2"));
    }

    @RepeatedTest(3)
    void onceATermHasBegunTheEarlierOneWritesNothingMore() throws Exception {
        Ledger ledger = database.ledger();
        Term old = ledger.lead("a:8090", NOW);
        CountDownLatch someWritten = new CountDownLatch(5);
        Future<Integer> writer = threads.submit(() -> {
            for (int i = 0; ; i++) {
                try {
                    ledger.write(old, List.of(put("task-" + i)));
                    someWritten.countDown();
                } catch (TermLostException e) {
                    return i;
                }
            }
        });
        assertThat(someWritten.await(30, TimeUnit.SECONDS)).isTrue();
        Ledger successor = database.ledger();
        successor.lead("b:8090", NOW);
        List<Attempt> found = successor.attempts();

        assertThat(writer.get(30, TimeUnit.SECONDS)).isEqualTo(found.size());
        assertThat(successor.attempts()).isEqualTo(found);
    }

    @Test
    void aTermThatEndsWhileAWriteWaitsForItsRowStopsTheWrite() throws Exception {
        Ledger ledger = database.ledger();
        Term term = ledger.lead("a:8090", NOW);
        Future<?> write;
        try (Connection rival = database.open()) {
            rival.setAutoCommit(false);
            TermRow row = TermRow.read(rival, new Tables("druid")).orElseThrow();
            assertThat(row.succeed(rival, new Tables("druid"), "b:8090", NOW)).isTrue();
            write = threads.submit(() -> ledger.write(term, List.of(put("task"))));
            rival.commit();
        }
        assertThatThrownBy(() -> write.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(TermLostException.class);
        assertThat(ledger.attempts()).isEmpty();
    }

    @Test
    void oneRowThatTheStoreRefusesUndoesTheWholeBatch() throws SQLException {
        Ledger ledger = database.ledger();
        Term term = ledger.lead("a:8090", NOW);
        ledger.write(term, List.of(put("kept")));
        database.execute("ALTER TABLE druid_henge_attempts ADD CONSTRAINT small CHECK (priority < 1000)");
        TaskTraits refused = new TaskTraits("index", "flights", "group", 1000);
        LedgerWrite cluster = new PutCluster(ClusterRecord.unknown(new ClusterName("east")));
        List<LedgerWrite> batch = List.of(
                put("task-1"),
                new Remove(attempt("kept").id()),
                put(refused),
                cluster,
                publish("flights", "flights_a"));

        assertThatThrownBy(() -> ledger.write(term, batch))
                .isInstanceOf(LedgerException.class)
                .hasCauseInstanceOf(SQLException.class)
                .hasMessageContaining("write [5] changes")
                .hasMessageContaining("SMALL");
        assertThat(ledger.attempts()).containsExactly(attempt("kept"));
        assertThat(ledger.clusters()).isEmpty();
        assertThat(ledger.publishes(attempt("task").id())).isEmpty();
    }

    @Test
    void aUidThatDoesNotFitIsRefusedWithItsColumn() {
        Ledger ledger = database.ledger();
        Term term = ledger.lead("a:8090", NOW);
        LedgerWrite bad = new Put(attempt("other").withJobUid("u".repeat(64)));

        assertThatThrownBy(() -> ledger.write(term, List.of(put("task"), bad)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("job_uid");
        assertThat(ledger.attempts()).isEmpty();
    }

    @Test
    void whereSegmentsAreIsKeptExactlyOrRefused() {
        Ledger ledger = database.ledger();
        Term term = ledger.lead("a:8090", NOW);
        Attempt like = attempt("task");
        String longRoot = "r".repeat(256);
        LedgerWrite rooted = new Put(
                Attempt.placed(like.id(), like.address(), like.token(), like.traits(), term.epoch(), longRoot, NOW));
        assertRefused(ledger, term, rooted, "storage_root");
        assertRefused(ledger, term, publish("d".repeat(256), "flights_a"), "data_source");
        assertRefused(ledger, term, publish("flights", "s".repeat(256)), "segments");
        assertRefused(ledger, term, publish("flights", "two\nlines"), "segments");
    }

    private static void assertRefused(Ledger ledger, Term term, LedgerWrite write, String column) {
        assertThatThrownBy(() -> ledger.write(term, List.of(put("other"), write)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("Column[" + column + "]");
        assertThat(ledger.attempts()).isEmpty();
        assertThat(ledger.publishes(attempt("task").id())).isEmpty();
    }

    @Test
    void theReasonsOfPeopleAreCut() {
        Ledger ledger = database.ledger();
        Term term = ledger.lead("a:8090", NOW);
        String text = "日本".repeat(10_000);
        ClusterRecord dead = ClusterRecord.unknown(new ClusterName("east"))
                .declaredDead(new Declaration(text, text, NOW.plusNanos(999_999)));
        ledger.write(term, List.of(new Put(attempt("task").fenced(text, NOW)), new PutCluster(dead)));

        assertThat(ledger.attempts().get(0).reason()).hasSize(10_000).endsWith("…");
        Declaration kept = Objects.requireNonNull(ledger.clusters().get(0).dead());
        assertThat(kept.who()).hasSize(255).endsWith("…");
        assertThat(kept.why()).hasSize(10_000).endsWith("…");
        assertThat(kept.at()).isEqualTo(NOW);
    }

    @Test
    void namesLongerThanTheirColumnsDoNotStopABatch() {
        Ledger ledger = database.ledger();
        Term term = ledger.lead("a:8090", NOW);
        String longName = "ü".repeat(300);
        ledger.write(term, List.of(put(new TaskTraits(longName, longName, longName, 1)), put("task")));
        assertThat(ledger.attempts()).hasSize(2);
        assertThat(ledger.attempts().get(0).traits().dataSource()).hasSize(255).startsWith("üüü");
    }

    @Test
    void aVeryLongMessageKeepsItsBeginning() {
        Ledger ledger = database.ledger();
        Term term = ledger.lead("a:8090", NOW);
        String message = "日本".repeat(1_000_000);
        ledger.write(term, List.of(new Put(attempt("task").ended(Outcome.failure(message), NOW))));

        Outcome outcome = Objects.requireNonNull(ledger.attempts().get(0).outcome());
        assertThat(outcome.message()).hasSize(10_000).endsWith("…").startsWith("日本日本");
    }

    @Test
    void instantsAreKeptToTheMillisecond() {
        Ledger ledger = database.ledger();
        Term term = ledger.lead("a:8090", NOW);
        ledger.write(term, List.of(new Put(Attempts.placed("task", "east", 1, NOW.plusNanos(999_999)))));
        assertThat(ledger.attempts()).containsExactly(attempt("task"));
    }

    @Test
    void aRowThatHengeNeverWroteIsNamed() throws SQLException {
        Ledger ledger = database.ledger();
        Term term = ledger.lead("a:8090", NOW);
        ledger.write(term, List.of(put("task")));
        database.execute("UPDATE druid_henge_attempts SET state = 'LOST'");
        assertThatThrownBy(ledger::attempts)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("Row[task#1]")
                .hasMessageContaining("LOST");
    }

    @Test
    void rowsOfTheOtherTablesThatHengeNeverWroteAreNamed() throws SQLException {
        Ledger ledger = database.ledger();
        Term term = ledger.lead("a:8090", NOW);
        LedgerWrite cluster = new PutCluster(ClusterRecord.unknown(new ClusterName("east")));
        ledger.write(term, List.of(cluster, publish("flights", "flights_a")));
        database.execute("UPDATE druid_henge_clusters SET adoption = 'LATER'");
        database.execute("UPDATE druid_henge_publishes SET segments = 'flights_a'");
        assertThatThrownBy(ledger::clusters)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("Row[east]")
                .hasMessageContaining("LATER");
        assertThatThrownBy(() -> ledger.publishes(attempt("task").id()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("Row[task#1 1]")
                .hasMessageContaining("flights_a");
    }

    @Test
    void aStoreThatIsGoneIsALedgerExceptionEverywhere() {
        Ledger ledger = database.ledger();
        Term term = ledger.lead("a:8090", NOW);
        database.close();
        assertThatThrownBy(() -> ledger.write(term, List.of(put("task"))))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("no connection");
        assertThatThrownBy(ledger::attempts).isInstanceOf(LedgerException.class);
        assertThatThrownBy(ledger::clusters).isInstanceOf(LedgerException.class);
        assertThatThrownBy(() -> ledger.publishes(attempt("task").id())).isInstanceOf(LedgerException.class);
        assertThatThrownBy(() -> ledger.lead("b:8090", NOW)).isInstanceOf(LedgerException.class);
        assertThatThrownBy(() -> database.ledger().owner()).isInstanceOf(LedgerException.class);
    }

    @Test
    void aPoolThatThrowsItsOwnExceptionIsALedgerExceptionWithoutItsMessage() {
        Ledger ledger = new SqlLedger(
                () -> {
                    throw new IllegalStateException("jdbc:derby://host/druid;password=secret");
                },
                "druid",
                () -> "made",
                true);
        assertThatThrownBy(ledger::owner)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("IllegalStateException")
                .hasMessageNotContaining("secret");
    }

    @Test
    void connectionsAreLeftAsTheyWereFound() throws SQLException {
        try (Connection pooled = database.open()) {
            pooled.setAutoCommit(false);
            pooled.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            Transactions transactions = new Transactions(() -> unclosed(pooled));
            transactions.inOne("test", connection -> {
                assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
                return true;
            });
            assertFound(pooled);
            assertThatThrownBy(() -> transactions.inOne("test", connection -> {
                        throw new SQLException("on purpose");
                    }))
                    .isInstanceOf(LedgerException.class);
            assertFound(pooled);
        }
    }

    /** What a pool hands out: the connection itself, except that it outlives its closing. */
    private static Connection unclosed(Connection pooled) {
        return (Connection) Proxy.newProxyInstance(
                SqlLedgerTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) ->
                        method.getName().equals("close") ? null : method.invoke(pooled, arguments));
    }

    private static void assertFound(Connection pooled) throws SQLException {
        assertThat(pooled.getAutoCommit()).isFalse();
        assertThat(pooled.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
    }

    private static Attempt attempt(String task) {
        return Attempts.placed(task, "east", 1, NOW);
    }

    private static LedgerWrite publish(String dataSource, String segment) {
        return new PutPublish(new Publish(attempt("task").id(), 1, 1, dataSource, List.of(segment), false));
    }

    private static LedgerWrite put(String task) {
        return new Put(attempt(task));
    }

    private static LedgerWrite put(TaskTraits traits) {
        Attempt like = attempt("a-task-of-traits");
        return new Put(Attempt.placed(like.id(), like.address(), like.token(), traits, 1, NOW));
    }
}
