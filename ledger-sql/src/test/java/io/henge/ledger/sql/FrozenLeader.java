package io.henge.ledger.sql;

import io.henge.core.ledger.LedgerWrite.Put;
import io.henge.core.ledger.Term;
import io.henge.core.port.Ledger;
import io.henge.core.port.LedgerException;
import io.henge.core.port.TermLostException;
import io.henge.testkit.fleet.Attempts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A leader in a process of its own, which says when it is within a transaction and goes on when it is given a line: at
 * that point it can be stopped.
 */
final class FrozenLeader {
    /** Where in its transaction it waits. */
    enum At {
        /** The rows of attempts are written, that of the term is not touched yet. */
        CLAIM,
        /** All is written and nothing committed: the row of the term is locked. */
        COMMIT
    }

    static final String WAITS = "in a transaction";
    static final String LOST = "lost";
    static final String FAILED = "failed";

    private FrozenLeader() {}

    public static void main(String[] arguments) {
        ConnectionSource plain = () -> DriverManager.getConnection(arguments[0], arguments[1], "");
        Tables tables = new Tables(arguments[2]);
        At at = At.valueOf(arguments[3]);
        Term term = ledger(plain, tables).lead("frozen:8090", Instant.EPOCH);
        Ledger waiting = ledger(() -> waiting(plain.open(), tables, at), tables);
        try {
            waiting.write(term, List.of(new Put(Attempts.placed("task", "east", term.epoch(), Instant.EPOCH))));
            System.out.println("written");
        } catch (TermLostException e) {
            System.out.println(LOST);
        } catch (LedgerException e) {
            System.out.println(FAILED);
        }
    }

    private static Ledger ledger(ConnectionSource source, Tables tables) {
        return new SqlLedger(source, tables.base(), () -> "frozen", true);
    }

    private static Connection waiting(Connection connection, Tables tables, At at) {
        return (Connection) Proxy.newProxyInstance(
                FrozenLeader.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    boolean commits = method.getName().equals("commit");
                    boolean claims = method.getName().equals("prepareStatement")
                            && arguments[0].toString().toUpperCase(Locale.ROOT).startsWith("UPDATE")
                            && arguments[0].toString().contains(tables.term());
                    if (at == At.COMMIT ? commits : claims) {
                        await();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void await() {
        System.out.println(WAITS);
        try {
            if (System.in.read() < 0) {
                throw new IllegalStateException("The test has ended");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
