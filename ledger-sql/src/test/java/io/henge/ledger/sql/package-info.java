/** Tests of the SQL ledger: on Derby in memory, and the contract on PostgreSQL too. */
@NullMarked
package io.henge.ledger.sql;

import org.jspecify.annotations.NullMarked;
