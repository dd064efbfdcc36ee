/**
 * The machinery of one term: the mailbox, the loop that empties it, the tables that it keeps, and the effects that it
 * sets going.
 *
 * <p>Start reading at {@link io.henge.core.loop.TaskLoop}. Nothing else of the core knows this package.
 */
@NullMarked
package io.henge.core.loop;

import org.jspecify.annotations.NullMarked;
