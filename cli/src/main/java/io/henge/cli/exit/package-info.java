/**
 * How a command ends: its exit status, and the failures that say themselves what people are to read.
 *
 * <p>Everything else that is thrown is a fault of Henge's own, and said so by {@link io.henge.cli.CommandRun}.
 */
@NullMarked
package io.henge.cli.exit;

import org.jspecify.annotations.NullMarked;
