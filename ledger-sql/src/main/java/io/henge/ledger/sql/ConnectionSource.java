package io.henge.ledger.sql;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Where connections come from: a pool, in practice. Each connection is used by one thread, and closed by whoever opened
 * it with its auto-commit and isolation as they were.
 *
 * <p>How long {@link #open()} and a dead network may take is for the source to bound; the ledger bounds statements only.
 */
@FunctionalInterface
public interface ConnectionSource {
    Connection open() throws SQLException;
}
