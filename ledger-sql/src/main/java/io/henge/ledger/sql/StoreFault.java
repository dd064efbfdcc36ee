package io.henge.ledger.sql;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a database means by an exception, told by its SQLState and, where that is silent, by MySQL's own number. */
enum StoreFault {
    /** It will never take this, for what it says: repeating it is no use. */
    NEVER,
    /** Somebody else holds a lock, or waited for one of ours: nothing was done, and it is worth another try at once. */
    LOCKED,
    /** Anything else: the store is in trouble, and what was asked for may or may not have happened. */
    TROUBLE;

    /**
     * Lock not available in PostgreSQL and Derby; a deadlock in all of them, and in PostgreSQL. With XJ001, Derby reports an
     * exception of its own, as it has one where tables change under a statement that is being compiled; it closes the
     * connection then, sometimes without a word, so that the next statement finds none, 08003. Drivers say that before they
     * send anything.
     */
    private static final Set<String> LOCK_STATES =
            Set.of("55P03", "40XL1", "40XL2", "40001", "40P01", "XJ001", "08003");

    /** Lock wait timeout exceeded, in MySQL and MariaDB, where the SQLState says nothing. */
    private static final int MYSQL_LOCK_WAIT = 1205;

    /**
     * Somebody has made the row meanwhile: a try of the same write whose answer was lost may have done it, so that the
     * next try updates it.
     */
    private static final Set<String> DUPLICATE_STATES = Set.of("23505");

    private static final Set<Integer> MYSQL_DUPLICATES = Set.of(1062, 1169, 1586);

    /**
     * In MySQL and MariaDB: a character that the column's or the connection's character set lacks, a value that does
     * not fit or cannot be compared, a row beyond the limit of its size; partly under the SQLState that says nothing.
     */
    private static final Set<Integer> MYSQL_NEVER = Set.of(1118, 1264, 1267, 1300, 1366, 1406, 3854, 3988);

    /** Bounds the search where exceptions name each other. */
    private static final int CHAIN_MAX = 10;

    /** Data exceptions, broken constraints, and limits of the program such as the size of a row. */
    private static final Set<String> NEVER_CLASSES = Set.of("22", "23", "54");

    /** By whichever link of the chain says most. */
    static StoreFault of(SQLException failure) {
        List<StoreFault> faults = chain(failure).stream().map(StoreFault::ofOne).toList();
        if (faults.contains(LOCKED)) {
            return LOCKED;
        }
        return faults.contains(NEVER) ? NEVER : TROUBLE;
    }

    /** The exception, the ones that it names as next, and the causes of all. */
    private static List<SQLException> chain(SQLException failure) {
        ArrayDeque<Throwable> links = new ArrayDeque<>(List.of(failure));
        List<SQLException> chain = new ArrayList<>();
        while (!links.isEmpty() && chain.size() < CHAIN_MAX) {
            Throwable link = links.remove();
            Optional.ofNullable(link.getCause()).ifPresent(links::add);
            if (link instanceof SQLException sql) {
                chain.add(sql);
                Optional.ofNullable(sql.getNextException()).ifPresent(links::add);
            }
        }
        return chain;
    }

    private static StoreFault ofOne(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        int number = failure.getErrorCode();
        if (number == MYSQL_LOCK_WAIT || (state != null && LOCK_STATES.contains(state))) {
            return LOCKED;
        }
        if (MYSQL_DUPLICATES.contains(number) || (state != null && DUPLICATE_STATES.contains(state))) {
            return TROUBLE;
        }
        if (MYSQL_NEVER.contains(number) || (state != null && isNever(state))) {
            return NEVER;
        }
        return TROUBLE;
    }

    private static boolean isNever(String state) {
        return state.length() == 5 && NEVER_CLASSES.contains(state.substring(0, 2));
    }
}
