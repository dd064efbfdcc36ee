package io.henge.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What PostgreSQL, Derby, MySQL and MariaDB say, by their own manuals, and what is meant by it. */
class StoreFaultTest {
    @ParameterizedTest
    @CsvSource({
        // PostgreSQL: no such character, too long, no such byte, no such number, a constraint, a row too large
        "22P05, 0, NEVER",
        "22001, 0, NEVER",
        "22021, 0, NEVER",
        "22003, 0, NEVER",
        "23514, 0, NEVER",
        "54000, 0, NEVER",
        // it: lock not available, deadlock, not serializable; made meanwhile, too many connections, ended by the server
        "55P03, 0, LOCKED",
        "40P01, 0, LOCKED",
        "40001, 0, LOCKED",
        "23505, 0, TROUBLE",
        "53300, 0, TROUBLE",
        "57P01, 0, TROUBLE",
        "25P03, 0, TROUBLE",
        "08006, 0, TROUBLE",
        // Derby: a constraint, too long; no lock in time, a deadlock; no such database
        "23513, 30000, NEVER",
        "22001, 30000, NEVER",
        "40XL1, 30000, LOCKED",
        "40001, 30000, LOCKED",
        "XJ001, 0, LOCKED",
        "08003, 0, LOCKED",
        "08004, 40000, TROUBLE",
        // MySQL and MariaDB: too long, no such character in each of their ways, a row too large, a constraint
        "22001, 1406, NEVER",
        "HY000, 1366, NEVER",
        "22007, 1366, NEVER",
        "HY000, 3988, NEVER",
        "HY000, 1267, NEVER",
        "42000, 1118, NEVER",
        "23000, 4025, NEVER",
        "23000, 1048, NEVER",
        // they: no lock in time; made meanwhile, a deadlock, read-only, gone, a disk that is full
        "HY000, 1205, LOCKED",
        "23000, 1062, TROUBLE",
        "40001, 1213, LOCKED",
        "HY000, 1290, TROUBLE",
        "08S01, 0, TROUBLE",
        "HY000, 1021, TROUBLE",
    })
    void anAnswerIsClassified(String state, int number, StoreFault fault) {
        assertThat(StoreFault.of(new SQLException("in words", state, number))).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({"22001, NEVER", "55P03, LOCKED", "08006, TROUBLE"})
    void ofABatchTheRowsOwnAnswerCounts(String state, StoreFault fault) {
        BatchUpdateException batch = new BatchUpdateException("batch", "XJ208", 20000, new int[0]);
        batch.setNextException(new SQLException("row", state, 0));
        assertThat(StoreFault.of(batch)).isEqualTo(fault);
        assertThat(StoreFault.of(new SQLException("above", null, 0, batch))).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({"1, TROUBLE"})
    void whatSaysNothingIsTrouble(int number, StoreFault fault) {
        assertThat(StoreFault.of(new SQLException("nothing", null, number))).isEqualTo(fault);
    }
}
