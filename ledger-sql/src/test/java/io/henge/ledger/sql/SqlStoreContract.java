package io.henge.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.NextWish;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.ClusterRecord.Declaration;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.FailoverFilter;
import io.henge.core.ledger.FailoverRecord;
import io.henge.core.ledger.LedgerEvent;
import io.henge.core.ledger.LedgerEvent.About;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.LedgerWrite.Note;
import io.henge.core.ledger.LedgerWrite.Put;
import io.henge.core.ledger.LedgerWrite.PutCluster;
import io.henge.core.ledger.LedgerWrite.PutFailover;
import io.henge.core.ledger.LedgerWrite.PutPublish;
import io.henge.core.ledger.Publish;
import io.henge.core.ledger.Term;
import io.henge.core.port.Ledger;
import io.henge.core.port.LedgerException;
import io.henge.core.port.TermLostException;
import io.henge.core.port.WriteRefusedException;
import io.henge.testkit.fleet.Attempts;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every database does with values that it cannot hold, and with connections that it shares with Druid. */
abstract class SqlStoreContract extends MigrationContract {
    /** By each way that text takes into a row. */
    @Test
    void textThatNoStoreCanHoldIsTakenOrRefusedForGood() {
        Ledger ledger = open();
        Term term = ledger.lead("a:8090", NOW);
        for (String odd :
                List.of("x\ud800_1", "\udc00", "x\0_1", "\uD83D\uDE00 日本 ü", "y".repeat(10_000), "z\n\t'\"\\%s")) {
            waysInto(odd).forEach((way, write) -> {
                try {
                    ledger.write(term, List.of(write));
                } catch (WriteRefusedException e) {
                    assertThat(e.refused()).as(way).contains(write);
                }
                ledger.write(term, List.of(new Put(Attempts.placed("good", "east", 1, NOW))));
            });
        }
        assertThat(ledger.attempts()).isNotEmpty();
        assertThat(ledger.clusters()).isNotEmpty();
        assertThat(ledger.events(EventFilter.ALL, Long.MAX_VALUE, 10)).isNotEmpty();
        assertThat(ledger.failovers(FailoverFilter.ALL, Long.MAX_VALUE, 10)).isNotEmpty();
    }

    @Test
    void theWidestFailoverFitsItsRow() {
        Ledger ledger = open();
        Term term = ledger.lead("a:8090", NOW);
        TreeMap<String, String> map = new TreeMap<>();
        for (int i = 100; i < 150; i++) {
            map.put(i + "\uD83D\uDE00".repeat(100), "\uD83D\uDE00".repeat(1_000));
        }
        FailoverRecord narrow = failover(new AttemptId(new TaskId("\uD83D\uDE00".repeat(127)), 1), "");
        FailoverRecord wide = new FailoverRecord(
                narrow.attempt(),
                NOW,
                narrow.trigger(),
                true,
                narrow.from(),
                new FailoverRecord.Grounds("\uD83D\uDE00".repeat(2_000), map, map, map),
                narrow.course());
        ledger.write(term, List.of(new PutFailover(1, wide)));
        FailoverRecord found = ledger.failovers(FailoverFilter.ALL, 9, 9).get(0).record();
        assertThat(found.grounds().why()).endsWith("…");
        assertThat(found.grounds().evidence()).hasSizeGreaterThan(5).containsKey("…");
    }

    @Test
    void aTriggerOfANewerHengeIsAnother() throws SQLException {
        Ledger ledger = open();
        Term term = ledger.lead("a:8090", NOW);
        AttemptId attempt = Attempts.placed("like", "east", 1, NOW).id();
        ledger.write(term, List.of(new PutFailover(1, failover(attempt, "why"))));
        execute("UPDATE " + tables().failovers() + " SET trigger_kind = 'OF_LATER'");
        assertThat(ledger.failovers(FailoverFilter.ALL, 9, 9))
                .containsExactly(new PutFailover(1, failover(attempt, "why")));
        execute("UPDATE " + tables().failovers() + " SET evidence = 'none'");
        assertThatThrownBy(() -> ledger.failovers(FailoverFilter.ALL, 9, 9))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("Row[failover 1]")
                .hasMessageContaining("none");
    }

    @Test
    void fourByteCharactersAreKeptByEachWay() {
        Ledger ledger = open();
        Term term = ledger.lead("a:8090", NOW);
        String face = "\uD83D\uDE00";
        Map<String, LedgerWrite> ways = waysInto(face);
        ledger.write(term, List.copyOf(ways.values()));
        assertThat(ledger.attempts())
                .containsExactlyInAnyOrderElementsOf(ways.values().stream()
                        .filter(Put.class::isInstance)
                        .map(write -> ((Put) write).attempt())
                        .toList());
        assertThat(ledger.publishes(Attempts.placed("publish", "east", 1, NOW).id()))
                .singleElement()
                .matches(publish -> publish.segments().equals(List.of(face)));
        assertThat(ledger.events(EventFilter.ALL, Long.MAX_VALUE, 1)
                        .get(0)
                        .event()
                        .why())
                .isEqualTo(face);
        assertThat(ledger.failovers(FailoverFilter.ALL, Long.MAX_VALUE, 1))
                .containsExactly((PutFailover) ways.get("failover"));
    }

    private static Map<String, LedgerWrite> waysInto(String text) {
        Map<String, LedgerWrite> ways = new TreeMap<>();
        Attempt like = Attempts.placed("like", "east", 1, NOW);
        ways.put(
                "outcome", new Put(Attempts.placed("outcome", "east", 1, NOW).ended(Outcome.failure("." + text), NOW)));
        ways.put(
                "reason",
                new Put(Attempts.placed("reason", "east", 1, NOW).fenced(text, NOW, new NextWish(null, text))));
        ways.put("uid", new Put(Attempts.placed("uid", "east", 1, NOW).withJobUid(text)));
        ways.put(
                "root",
                new Put(Attempt.placed(
                        Attempts.placed("root", "east", 1, NOW).id(),
                        like.address(),
                        like.token(),
                        like.traits(),
                        1,
                        text,
                        NOW)));
        ways.put(
                "publish",
                new PutPublish(new Publish(
                        Attempts.placed("publish", "east", 1, NOW).id(), 1, 1, text, List.of(text), false)));
        ways.put(
                "cluster",
                new PutCluster(ClusterRecord.unknown(new ClusterName("east"))
                        .declaredDead(new Declaration(text, text, NOW))
                        .cordoned(new Declaration(text, text, NOW))));
        ways.put(
                "event",
                new Note(1, new LedgerEvent(LedgerEvent.Kind.OTHER, NOW, text, About.task(like.task()), text)));
        ways.put("failover", new PutFailover(1, failover(like.id(), text)));
        return ways;
    }

    @Test
    void aRowThatTheStoreItselfNeverTakesIsRefusedForGood() throws SQLException {
        Ledger ledger = open();
        Term term = ledger.lead("a:8090", NOW);
        execute("ALTER TABLE " + tables().clusters() + " ADD CONSTRAINT no_west_" + tables().base()
                + " CHECK (name <> 'west')");
        LedgerWrite attempt = new Put(Attempts.placed("task", "east", 1, NOW));
        LedgerWrite refused = new PutCluster(ClusterRecord.unknown(new ClusterName("west")));
        assertThatThrownBy(() -> ledger.write(term, List.of(attempt, refused)))
                .isInstanceOf(WriteRefusedException.class);
        assertThat(ledger.attempts()).isEmpty();
    }

    /** Druid's own work shares the pool. */
    @Test
    void connectionsAreLeftAsTheyWereFound() throws SQLException {
        try (Connection pooled = database().open()) {
            List<String> before = settings(pooled);
            Ledger ledger = new SqlLedger(() -> unclosed(pooled), tables().base(), () -> "owner", true);
            Term term = ledger.lead("a:8090", NOW);
            ledger.write(term, List.of(new Put(Attempts.placed("task", "east", 1, NOW))));
            assertThat(settings(pooled)).isEqualTo(before);
            open().lead("b:8090", NOW);
            assertThatThrownBy(() -> ledger.write(term, List.of())).isInstanceOf(TermLostException.class);
            assertThat(settings(pooled)).isEqualTo(before);
        }
    }

    /** What a session may be set to here, beside isolation and auto-commit. */
    List<String> settingsToAskFor() {
        return List.of();
    }

    private List<String> settings(Connection connection) throws SQLException {
        List<String> settings = new ArrayList<>();
        settings.add("auto-commit " + connection.getAutoCommit());
        settings.add("isolation " + connection.getTransactionIsolation());
        for (String query : settingsToAskFor()) {
            try (PreparedStatement statement = connection.prepareStatement(query);
                    ResultSet rows = statement.executeQuery()) {
                rows.next();
                settings.add(query + " = " + rows.getString(1));
            }
        }
        return settings;
    }

    /** What a pool hands out: the connection itself, except that it outlives its closing. */
    private static Connection unclosed(Connection pooled) {
        return (Connection) Proxy.newProxyInstance(
                SqlStoreContract.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("close") ? null : method.invoke(pooled, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
