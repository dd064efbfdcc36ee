package io.henge.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.NextWish;
import io.henge.core.attempt.Preserved;
import io.henge.core.attempt.Resources;
import io.henge.core.cluster.ClusterIdentity;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.ClusterRecord.Declaration;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.FailoverFilter;
import io.henge.core.ledger.FailoverRecord;
import io.henge.core.ledger.LedgerEvent;
import io.henge.core.ledger.LedgerEvent.About;
import io.henge.core.ledger.LedgerWrite.Note;
import io.henge.core.ledger.LedgerWrite.Put;
import io.henge.core.ledger.LedgerWrite.PutCluster;
import io.henge.core.ledger.LedgerWrite.PutFailover;
import io.henge.core.ledger.LedgerWrite.PutPause;
import io.henge.core.ledger.Term;
import io.henge.core.port.LedgerException;
import io.henge.core.port.TermLostException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** How tables are made, and how those of version 1.0 become those of today, on every database. */
abstract class MigrationContract extends StoreContract {
    @Test
    void thePrintedDdlMakesTheTables() throws SQLException {
        carryOutWhatIsPrinted();
        assertThat(ledger(false).owner()).startsWith("owner-");
        assertThat(ledger(false).clusters()).isEmpty();
    }

    @Test
    void thePrintedDdlBringsTheTablesOfVersionOneZeroUpToDate() throws SQLException {
        SchemaOfOneZero.make(database(), tables().base(), optionsOfOld());
        assertThat(carryOutWhatIsPrinted())
                .contains("CREATE TABLE " + tables().events())
                .contains("CREATE TABLE " + tables().failovers())
                .contains("ALTER TABLE " + tables().attempts() + " ADD COLUMN next_why VARCHAR(2000)")
                .doesNotContain("CREATE TABLE " + tables().term());
        assertThat(ledger(false).attempts()).hasSize(2);
        assertThat(one("SELECT schema_minor FROM " + tables().term())).isEqualTo("5");
    }

    private String carryOutWhatIsPrinted() throws SQLException {
        String message = catchThrowableOfType(LedgerException.class, ledger(false)::owner)
                .toString();
        String printed = message.substring(message.indexOf(":\n") + 2);
        for (String ddl : printed.split(";", -1)) {
            if (!ddl.isBlank()) {
                execute(ddl);
            }
        }
        return printed;
    }

    @RepeatedTest(3)
    void overlordsThatStartTogetherShareOneLedger() throws Exception {
        assertThat(epochsOfFour()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    }

    @RepeatedTest(5)
    void overlordsThatMigrateTogetherShareOneLedger() throws Exception {
        SchemaOfOneZero.make(database(), tables().base(), optionsOfOld());
        assertThat(epochsOfFour()).containsExactlyInAnyOrder(4L, 5L, 6L, 7L);
        assertThat(open().attempts()).hasSize(2);
    }

    private List<Long> epochsOfFour() throws Exception {
        Callable<Long> overlord = () -> open().lead("a:8090", NOW).epoch();
        List<Long> epochs = new ArrayList<>();
        for (Future<Long> epoch : threads().invokeAll(Collections.nCopies(4, overlord))) {
            epochs.add(epoch.get());
        }
        return epochs;
    }

    @Test
    void aLedgerOfVersionOneZeroIsMigratedWithItsRows() throws SQLException {
        SchemaOfOneZero.make(database(), tables().base(), optionsOfOld());
        Term term = open().lead("new:8090", NOW);
        assertThat(term.epoch()).isEqualTo(4);
        assertThat(open().owner()).isEqualTo("owner-of-old");
        assertThat(one("SELECT schema_version FROM " + tables().term())).isEqualTo("1");
        assertThat(one("SELECT schema_minor FROM " + tables().term())).isEqualTo("5");

        Attempt placed = open().attempts().get(0);
        Attempt fenced = open().attempts().get(1);
        assertThat(placed.state()).isEqualTo(AttemptState.PLACED);
        assertThat(placed.address().toString()).isEqualTo("east/druid/job-a");
        assertThat(placed.jobUid()).isEqualTo("uid-a");
        assertThat(placed.intent().needs()).isNull();
        assertThat(fenced.id()).hasToString("b#2");
        assertThat(fenced.reason()).isEqualTo("west is lost");
        assertThat(fenced.next()).isNull();
        assertThat(fenced.traits().retried()).isTrue();
        assertThat(fenced.storageRoot()).isEqualTo("henge/b");
        assertThat(open().publishes(placed.id())).hasSize(1);
        ClusterRecord west = open().clusters().get(0);
        assertThat(west.version()).isEqualTo(5);
        assertThat(Objects.requireNonNull(west.dead()).why()).isEqualTo("under water");
        assertThat(west.cordon()).isNull();
        assertThat(west.badSince()).isNull();
        assertThat(open().events(EventFilter.ALL, Long.MAX_VALUE, 1)).isEmpty();
        assertThat(open().failovers(FailoverFilter.ALL, Long.MAX_VALUE, 1)).isEmpty();
        assertThat(open().pause()).isEmpty();

        Attempt later = placed.withNeeds(Resources.of(100, 200))
                .fenced("moved", NOW, new NextWish(new ClusterName("west"), "a person said so"));
        open().write(term, List.of(new Put(later), new PutCluster(west.badSince(NOW))));
        assertThat(open().attempts().get(0)).isEqualTo(later);
        assertThat(open().clusters()).containsExactly(west.badSince(NOW));
    }

    /** What 1.1 had beside 1.0, and nothing of what came later. */
    private void makeVersionOneOne() throws SQLException {
        SchemaOfOneZero.make(database(), tables().base(), optionsOfOld());
        open().owner();
        for (String column : List.of("pause_who", "pause_why", "pause_at")) {
            execute("ALTER TABLE " + tables().term() + " DROP COLUMN " + column);
        }
        for (String column : List.of("drain_until", "drain_attempts", "cluster_identity")) {
            execute("ALTER TABLE " + tables().clusters() + " DROP COLUMN " + column);
        }
        execute("UPDATE " + tables().term() + " SET schema_minor = 1");
    }

    @Test
    void aLedgerOfVersionOneOneIsMigratedWithItsRows() throws SQLException {
        makeVersionOneOne();
        Term term = open().lead("new:8090", NOW);
        assertThat(one("SELECT schema_minor FROM " + tables().term())).isEqualTo("5");
        assertThat(open().attempts()).hasSize(2);
        assertThat(open().clusters()).hasSize(1);
        assertThat(open().pause()).isEmpty();
        Declaration word = new Declaration("anna", "upgrade", NOW);
        open().write(term, List.of(new PutPause(word)));
        assertThat(open().pause()).hasValue(word);
    }

    @Test
    void aLedgerOfVersionOneTwoIsMigratedWithItsRows() throws SQLException {
        SchemaOfOneZero.make(database(), tables().base(), optionsOfOld());
        open().owner();
        execute("ALTER TABLE " + tables().clusters() + " DROP COLUMN cluster_identity");
        execute("UPDATE " + tables().term() + " SET schema_minor = 2");
        Term term = open().lead("new:8090", NOW);
        assertThat(one("SELECT schema_minor FROM " + tables().term())).isEqualTo("5");
        ClusterRecord west = open().clusters().get(0);
        assertThat(west.identity()).isNull();
        ClusterRecord known = west.identified(new ClusterIdentity("uid-of-west", null));
        open().write(term, List.of(new PutCluster(known)));
        assertThat(open().clusters()).containsExactly(known);
    }

    @Test
    void aLedgerOfVersionOneThreeIsMigratedWithItsRows() throws SQLException {
        SchemaOfOneZero.make(database(), tables().base(), optionsOfOld());
        open().owner();
        execute("DROP TABLE " + tables().failovers());
        execute("UPDATE " + tables().term() + " SET schema_minor = 3");
        Term term = open().lead("new:8090", NOW);
        assertThat(one("SELECT schema_minor FROM " + tables().term())).isEqualTo("5");
        assertThat(open().attempts()).hasSize(2);
        PutFailover put = new PutFailover(1, failover(open().attempts().get(1).id(), "west is lost"));
        open().write(term, List.of(put));
        assertThat(open().failovers(FailoverFilter.ALL, Long.MAX_VALUE, 9)).containsExactly(put);
    }

    @Test
    void aLedgerOfVersionOneFourIsMigratedWithItsRows() throws SQLException {
        SchemaOfOneZero.make(database(), tables().base(), optionsOfOld());
        open().owner();
        execute("ALTER TABLE " + tables().attempts() + " DROP COLUMN preserved");
        execute("UPDATE " + tables().term() + " SET schema_minor = 4");
        Term term = open().lead("new:8090", NOW);
        assertThat(one("SELECT schema_minor FROM " + tables().term())).isEqualTo("5");
        Attempt placed = open().attempts().get(0);
        assertThat(placed.preserved()).isEqualTo(Preserved.NOTHING);
        Attempt known = placed.withPreserved(Preserved.NOTHING.with("chunk", "17"));
        open().write(term, List.of(new Put(known)));
        assertThat(open().attempts()).hasSize(2).contains(known);
    }

    @Test
    void theFormerHengeGoesOnBesideTheNewOneAndLeavesItsColumnsAlone() throws SQLException {
        SchemaOfOneZero.make(database(), tables().base(), optionsOfOld());
        SchemaOfOneZero former = new SchemaOfOneZero(database(), tables().base());
        open().owner();
        assertThat(former.claims(3))
                .as("the former one leads while the new one starts")
                .isTrue();
        former.puts("c", "token-c");
        assertThat(former.tokens()).containsExactly("token-a", "token-b", "token-c");

        Term term = open().lead("new:8090", NOW);
        assertThat(former.claims(3)).isFalse();
        Attempt moved = open().attempts().get(0).fenced("moved", NOW, new NextWish(null, "a person said so"));
        ClusterRecord west = open().clusters().get(0).cordoned(new Declaration("someone", "work on it", NOW));
        Declaration pause = new Declaration("someone", "an upgrade", NOW);
        open().write(term, List.of(new Put(moved), new PutCluster(west), new PutPause(pause)));

        assertThat(former.leads(4)).as("and takes the lead again").isTrue();
        assertThat(former.claims(5)).isTrue();
        former.seesUid("a", "uid-of-old");
        former.declares("west", "dead again");
        assertThatThrownBy(() -> open().write(term, List.of())).isInstanceOf(TermLostException.class);
        assertThat(open().attempts().get(0)).isEqualTo(moved.withJobUid("uid-of-old"));
        ClusterRecord declared = open().clusters().get(0);
        assertThat(declared.cordon()).isEqualTo(west.cordon());
        assertThat(open().pause()).hasValue(pause);
        assertThat(Objects.requireNonNull(declared.dead()).why()).isEqualTo("dead again");
    }

    @Test
    void aMigrationThatWasCutOffGoesOn() throws SQLException {
        SchemaOfOneZero.make(database(), tables().base(), optionsOfOld());
        execute("ALTER TABLE " + tables().attempts() + " ADD COLUMN next_cluster VARCHAR(63)");
        execute("ALTER TABLE " + tables().term() + " ADD COLUMN schema_minor INT");
        Term term = open().lead("new:8090", NOW);
        open().write(term, List.of(new Note(1, event("why"))));
        assertThat(open().attempts()).hasSize(2);
        assertThat(one("SELECT schema_minor FROM " + tables().term())).isEqualTo("5");
    }

    @Test
    void aNewerMeaningIsRefusedAndANewerAdditionIsNot() throws SQLException {
        open().owner();
        execute("UPDATE " + tables().term() + " SET schema_minor = 9");
        assertThat(open().lead("a:8090", NOW).epoch()).isEqualTo(1);
        execute("UPDATE " + tables().term() + " SET schema_version = 2, schema_minor = 0");
        assertThatThrownBy(() -> open().lead("a:8090", NOW))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("version[2]")
                .hasMessageContaining("on every Overlord");
    }

    static FailoverRecord failover(AttemptId attempt, String text) {
        TreeMap<String, String> map = new TreeMap<>(Map.of("about " + text, text));
        return new FailoverRecord(
                attempt,
                NOW,
                FailoverRecord.Trigger.OTHER,
                true,
                new ClusterName("west"),
                new FailoverRecord.Grounds(text, map, map, map),
                FailoverRecord.Course.NOTHING);
    }

    private static LedgerEvent event(String why) {
        return new LedgerEvent(LedgerEvent.Kind.OTHER, NOW, "a:8090", new About(null, null, null), why);
    }
}
