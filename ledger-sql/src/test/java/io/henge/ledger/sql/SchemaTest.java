package io.henge.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.ledger.LedgerWrite.Put;
import io.henge.core.ledger.Term;
import io.henge.core.port.Ledger;
import io.henge.core.port.LedgerException;
import io.henge.testkit.fleet.Attempts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final DerbyDatabase database = new DerbyDatabase();

    @AfterEach
    void drop() {
        database.close();
    }

    @RepeatedTest(5)
    void overlordsThatStartTogetherShareOneLedger() throws Exception {
        int overlords = 4;
        CyclicBarrier start = new CyclicBarrier(overlords);
        ExecutorService threads = Executors.newFixedThreadPool(overlords);
        try {
            List<Callable<Term>> calls = new ArrayList<>();
            List<Ledger> ledgers = new ArrayList<>();
            for (int i = 0; i < overlords; i++) {
                Ledger ledger = database.ledger();
                ledgers.add(ledger);
                calls.add(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    return ledger.lead("a:8090", NOW);
                });
            }
            List<Long> epochs = new ArrayList<>();
            for (Future<Term> term : threads.invokeAll(calls)) {
                epochs.add(term.get().epoch());
            }
            assertThat(epochs).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
            assertThat(ledgers.stream().map(Ledger::owner).distinct()).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void missingTablesThatMayNotBeCreatedAreRefusedWithTheirDdl() throws SQLException {
        LedgerException refusal = refusalWithoutCreation();
        assertThat(refusal)
                .hasMessageContaining("druid.metadata.storage.connector.createTables")
                .hasMessageContaining("CREATE TABLE druid_henge_attempts (")
                .hasMessageContaining("CREATE TABLE druid_henge_clusters (")
                .hasMessageContaining("CREATE TABLE druid_henge_publishes (")
                .hasMessageContaining("CREATE TABLE druid_henge_term (")
                .hasMessageContaining("CREATE TABLE druid_henge_events (")
                .hasMessageContaining("CREATE TABLE druid_henge_failovers (")
                .hasMessageContaining("next_why VARCHAR(2000),");

        String message = Objects.requireNonNull(refusal.getMessage());
        for (String ddl : message.substring(message.indexOf("CREATE")).split(";", -1)) {
            if (!ddl.isEmpty()) {
                database.execute(ddl);
            }
        }
        assertThat(withoutCreation().owner()).isEqualTo("made");
    }

    @Test
    void onlyTheDdlOfWhatIsMissingIsPrinted() throws SQLException {
        database.ledger().owner();
        database.execute("DROP TABLE druid_henge_publishes");
        assertThat(refusalWithoutCreation())
                .hasMessageContaining("CREATE TABLE druid_henge_publishes (")
                .hasMessageNotContaining("druid_henge_attempts")
                .hasMessageNotContaining("druid_henge_clusters")
                .hasMessageNotContaining("druid_henge_term");
    }

    @Test
    void tablesAreCreatedForAUserWithoutASchema() {
        Ledger ledger = new SqlLedger(() -> database.openAs("newcomer"), "druid", () -> "made", true);
        assertThat(ledger.owner()).isEqualTo("made");
        assertThat(ledger.attempts()).isEmpty();
    }

    @Test
    void aNewerSchemaIsRefusedAlsoByAnOverlordThatKnewTheOldOne() throws SQLException {
        Ledger running = database.ledger();
        running.owner();
        database.execute("UPDATE druid_henge_term SET schema_version = 2");
        for (Ledger ledger : List.of(running, database.ledger())) {
            assertThatThrownBy(() -> ledger.lead("a:8090", NOW))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("version[2]")
                    .hasMessageContaining("version[1]")
                    .hasMessageContaining("newer");
        }
    }

    @Test
    void aNewerSchemaThatOnlyAddsIsUsed() throws SQLException {
        database.ledger().owner();
        database.execute("UPDATE druid_henge_term SET schema_minor = 7");
        database.execute("ALTER TABLE druid_henge_attempts ADD COLUMN of_tomorrow VARCHAR(9)");
        Ledger older = database.ledger();
        Term term = older.lead("a:8090", NOW);
        older.write(term, List.of(new Put(Attempts.placed("task", "east", 1, NOW))));
        assertThat(older.attempts()).hasSize(1);
        assertThat(database.text("SELECT schema_minor FROM druid_henge_term")).isEqualTo("7");
    }

    @Test
    void aNewerMeaningIsRefusedBeforeAnythingIsChanged() throws SQLException {
        SchemaOfOneZero.make(database, "druid", "");
        database.execute("UPDATE druid_henge_term SET schema_version = 2");
        assertThatThrownBy(() -> database.ledger().owner())
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("version[2]");
        assertThatThrownBy(() -> database.count("druid_henge_events")).isInstanceOf(SQLException.class);
    }

    @Test
    void anOwnerThatIsNoLabelIsNeverStored() throws SQLException {
        Ledger ledger = new SqlLedger(database, "druid", () -> "Not a label", true);
        assertThatThrownBy(ledger::owner).isInstanceOf(IllegalArgumentException.class);
        assertThat(database.count("druid_henge_term")).isZero();
    }

    @Test
    void mySqlGetsACollationThatTellsLettersApart() {
        Tables tables = new Tables("druid");
        for (String database : List.of("MySQL", "MariaDB", "PostgreSQL", "Apache Derby")) {
            boolean mySql = Dialect.of(database) == Dialect.MYSQL;
            for (String table : tables.names()) {
                assertThat(new Migrations(tables, database)
                                .creation(table)
                                .ddl()
                                .endsWith("COLLATE utf8mb4_bin"))
                        .isEqualTo(mySql);
            }
        }
    }

    @Test
    void aBaseThatIsNoNameIsRefused() {
        for (String base : List.of("", "druid; DROP", "a-b", "x".repeat(48))) {
            assertThatThrownBy(() -> new Tables(base)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void noTableOfTheLongestBaseIsCutByPostgreSql() {
        assertThat(new Tables("x".repeat(47)).names()).allMatch(name -> name.length() <= 63);
    }

    private Ledger withoutCreation() {
        return new SqlLedger(database, "druid", () -> "made", false);
    }

    private LedgerException refusalWithoutCreation() {
        try {
            withoutCreation().owner();
        } catch (LedgerException e) {
            return e;
        }
        throw new AssertionError("The missing tables were not noticed");
    }
}
