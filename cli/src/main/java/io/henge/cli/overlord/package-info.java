/**
 * Henge's own HTTP API, asked of whichever Overlord leads: {@link io.henge.cli.overlord.HengeCalls}.
 *
 * <p>Throws {@link io.henge.cli.overlord.NotAnswered} where nobody can say anything now, and
 * {@link io.henge.cli.overlord.Declined} where the leader will not. Blocks, with a limit for every request.
 */
@NullMarked
package io.henge.cli.overlord;

import org.jspecify.annotations.NullMarked;
