/**
 * Database servers on this machine that refuse to run as root.
 *
 * <p>Start with {@link io.henge.demo.database.PostgresPrograms}. Worlds run PostgreSQL as a part like any other; the tests
 * of the ledger, which start servers of their own, use the same programs.
 */
@NullMarked
package io.henge.demo.database;

import org.jspecify.annotations.NullMarked;
