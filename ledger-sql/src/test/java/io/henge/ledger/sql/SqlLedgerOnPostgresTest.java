package io.henge.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.henge.core.attempt.ClusterName;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.LedgerWrite.Put;
import io.henge.core.ledger.LedgerWrite.PutCluster;
import io.henge.core.ledger.Term;
import io.henge.core.port.Ledger;
import io.henge.core.port.LedgerException;
import io.henge.core.port.TermLostException;
import io.henge.testkit.fleet.Attempts;
import io.henge.testkit.ledger.LedgerContract;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * The contract on PostgreSQL; each call to the store comes from an Overlord of its own, and each test has its own
 * tables.
 */
class SqlLedgerOnPostgresTest extends LedgerContract {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static @Nullable PostgresServer server;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Tables tables = new Tables("druid_" + COUNT.incrementAndGet());

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Override
    protected Ledger open() {
        return ledger(true);
    }

    private Ledger ledger(boolean mayCreate) {
        return new SqlLedger(
                SqlLedgerOnPostgresTest::connect, tables.base(), () -> "owner-" + COUNT.incrementAndGet(), mayCreate);
    }

    @Test
    void thePrintedDdlMakesTheTables() throws SQLException {
        Ledger mayNotCreate = ledger(false);
        String message =
                catchThrowableOfType(LedgerException.class, mayNotCreate::owner).toString();
        try (Connection connection = connect()) {
            for (String ddl : message.substring(message.indexOf("CREATE")).split(";", -1)) {
                if (!ddl.isEmpty()) {
                    connection.prepareStatement(ddl).execute();
                }
            }
        }
        assertThat(mayNotCreate.owner()).startsWith("owner-");
        assertThat(mayNotCreate.clusters()).isEmpty();
    }

    @RepeatedTest(3)
    void overlordsThatStartTogetherShareOneLedger() throws Exception {
        Callable<Long> overlord = () -> open().lead("a:8090", NOW).epoch();
        List<Long> epochs = new ArrayList<>();
        for (Future<Long> epoch : threads.invokeAll(Collections.nCopies(4, overlord))) {
            epochs.add(epoch.get());
        }
        assertThat(epochs).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    }

    @Test
    void aTermThatEndsWhileAWriteWaitsForItsRowStopsTheWrite() throws Exception {
        Ledger ledger = open();
        Term term = ledger.lead("a:8090", NOW);
        LedgerWrite write = new Put(Attempts.placed("task", "east", 1, NOW));
        Future<?> late;
        try (Connection rival = connect()) {
            rival.setAutoCommit(false);
            TermRow row = TermRow.read(rival, tables).orElseThrow();
            assertThat(row.succeed(rival, tables, "b:8090", NOW)).isTrue();
            late = threads.submit(() -> ledger.write(term, List.of(write)));
            awaitOneThatWaits();
            rival.commit();
        }
        assertThatThrownBy(() -> late.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(TermLostException.class);
        assertThat(ledger.attempts()).isEmpty();
    }

    private static void awaitOneThatWaits() throws SQLException {
        String sql = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
        try (Connection connection = connect();
                PreparedStatement waiting = connection.prepareStatement(sql)) {
            await("a write that waits for a lock")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        try (ResultSet rows = waiting.executeQuery()) {
                            return rows.next();
                        }
                    });
        }
    }

    @Test
    void oneRowThatTheStoreRefusesUndoesTheWholeBatch() throws SQLException {
        Ledger ledger = open();
        Term term = ledger.lead("a:8090", NOW);
        try (Connection connection = connect()) {
            connection
                    .prepareStatement(
                            "ALTER TABLE " + tables.clusters() + " ADD CONSTRAINT no_west CHECK (name <> 'west')")
                    .execute();
        }
        LedgerWrite attempt = new Put(Attempts.placed("task", "east", 1, NOW));
        LedgerWrite refused = new PutCluster(ClusterRecord.unknown(new ClusterName("west")));
        assertThatThrownBy(() -> ledger.write(term, List.of(attempt, refused)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("no_west");
        assertThat(ledger.attempts()).isEmpty();
    }

    private static Connection connect() throws SQLException {
        if (server == null) {
            throw new IllegalStateException("There is no server");
        }
        return server.open();
    }
}
