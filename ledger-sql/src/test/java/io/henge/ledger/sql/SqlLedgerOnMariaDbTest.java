package io.henge.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.ledger.LedgerWrite.Put;
import io.henge.core.ledger.Term;
import io.henge.core.port.Ledger;
import io.henge.core.port.WriteRefusedException;
import io.henge.testkit.fleet.Attempts;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on MariaDB, whose sessions begin with REPEATABLE READ, as MySQL's do. */
class SqlLedgerOnMariaDbTest extends ServerStoreContract {
    private static @Nullable MariaDbServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = MariaDbServer.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    LocalServer server() {
        return Objects.requireNonNull(server);
    }

    @Override
    String optionsOfOld() {
        return " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
    }

    @Override
    List<String> settingsToAskFor() {
        return List.of(
                "SELECT @@SESSION.wait_timeout",
                "SELECT @@SESSION.net_read_timeout",
                "SELECT @@SESSION.lock_wait_timeout",
                "SELECT @@SESSION.innodb_lock_wait_timeout");
    }

    @Test
    void theSessionsAreOfTheKindThatThisIsAbout() throws SQLException {
        assertThat(one("SELECT @@SESSION.tx_isolation")).isEqualTo("REPEATABLE-READ");
        assertThat(one("SELECT @@SESSION.wait_timeout")).isEqualTo("28800");
    }

    @Test
    void aTableWithoutFourByteCharactersRefusesThemForGood() throws SQLException {
        Ledger ledger = open();
        Term term = ledger.lead("a:8090", NOW);
        execute("ALTER TABLE " + tables().attempts() + " CONVERT TO CHARACTER SET utf8mb3 COLLATE utf8mb3_bin");
        assertThatThrownBy(() -> ledger.write(
                        term,
                        List.of(
                                new Put(Attempts.placed("good", "east", 1, NOW)),
                                new Put(Attempts.placed("\uD83D\uDE00", "east", 1, NOW)))))
                .isInstanceOf(WriteRefusedException.class);
        assertThat(ledger.attempts()).isEmpty();
        ledger.write(term, List.of(new Put(Attempts.placed("日本", "east", 1, NOW))));
        assertThat(ledger.attempts()).hasSize(1);
    }

    @Test
    void idsThatDifferInTheirLettersOnlyAreTwo() {
        Ledger ledger = open();
        Term term = ledger.lead("a:8090", NOW);
        for (String task : List.of("task", "Task", "täsk")) {
            ledger.write(term, List.of(new Put(Attempts.placed(task, "east", 1, NOW))));
        }
        assertThat(ledger.attempts()).hasSize(3);
    }
}
