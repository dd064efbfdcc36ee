/** Tests of the SQL ledger, on Derby in memory. */
@NullMarked
package io.henge.ledger.sql;

import org.jspecify.annotations.NullMarked;
