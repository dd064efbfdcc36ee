package io.henge.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.LedgerWrite.Put;
import io.henge.core.ledger.Term;
import io.henge.core.port.Ledger;
import io.henge.core.port.TermLostException;
import io.henge.core.port.WriteRefusedException;
import io.henge.testkit.fleet.Attempts;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on PostgreSQL. */
class SqlLedgerOnPostgresTest extends ServerStoreContract {
    private static @Nullable PostgresServer server;

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

    @Override
    PostgresServer server() {
        return Objects.requireNonNull(server);
    }

    @Override
    List<String> settingsToAskFor() {
        return List.of("SHOW lock_timeout", "SHOW idle_in_transaction_session_timeout");
    }

    @Test
    void aTermThatEndsWhileAWriteWaitsForItsRowStopsTheWrite() throws Exception {
        Ledger ledger = open();
        Term term = ledger.lead("a:8090", NOW);
        LedgerWrite write = new Put(Attempts.placed("task", "east", 1, NOW));
        Future<?> late;
        try (Connection rival = server().open()) {
            rival.setAutoCommit(false);
            TermRow row = TermRow.read(rival, tables()).orElseThrow();
            assertThat(row.succeed(rival, tables(), "b:8090", NOW)).isTrue();
            late = threads().submit(() -> ledger.write(term, List.of(write)));
            awaitOneThatWaits();
            rival.commit();
        }
        assertThatThrownBy(() -> late.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(TermLostException.class);
        assertThat(ledger.attempts()).isEmpty();
    }

    private void awaitOneThatWaits() throws SQLException {
        String sql = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
        try (Connection connection = server().open();
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
    void aMigrationWaitsForTheFormerLeadersTransaction() throws Exception {
        SchemaOfOneZero.make(database(), tables().base(), optionsOfOld());
        Future<String> owner;
        try (Connection former = server().open()) {
            former.setAutoCommit(false);
            former.prepareStatement("UPDATE " + tables().attempts() + " SET writes = writes + 1")
                    .execute();
            owner = threads().submit(() -> open().owner());
            awaitOneThatWaits();
            former.commit();
        }
        assertThat(owner.get(60, TimeUnit.SECONDS)).isEqualTo("owner-of-old");
        assertThat(open().attempts()).hasSize(2);
    }

    @Test
    void aDatabaseOfAnotherEncodingRefusesForGoodWhatItLacks() throws SQLException {
        execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
        Ledger ledger = new SqlLedger(() -> server().open("latin"), "druid", () -> "owner", true);
        Term term = ledger.lead("a:8090", NOW);
        assertThatThrownBy(() -> ledger.write(term, List.of(new Put(Attempts.placed("\uD83D\uDE00", "east", 1, NOW)))))
                .isInstanceOf(WriteRefusedException.class);
        ledger.write(term, List.of(new Put(Attempts.placed("täsk", "east", 1, NOW))));
        assertThat(ledger.attempts()).hasSize(1);
    }
}
