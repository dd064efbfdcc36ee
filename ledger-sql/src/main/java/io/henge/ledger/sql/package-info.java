/**
 * The ledger in a SQL database, in practice Druid's metadata store: Derby, PostgreSQL, MySQL or MariaDB.
 *
 * <p>Start with {@link io.henge.ledger.sql.SqlLedger}; {@code Tables} has the DDL, {@code AttemptRow}, {@code
 * ClusterRow}, {@code PublishRow} and {@code TermRow} what stands in a row. Plain JDBC and plain SQL only. Every call
 * blocks, so callers use a thread that may wait.
 */
@NullMarked
package io.henge.ledger.sql;

import org.jspecify.annotations.NullMarked;
