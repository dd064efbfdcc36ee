/**
 * What people see: progress that moves on a terminal and is plain lines elsewhere, and aligned tables.
 *
 * <p>{@link io.henge.demo.terminal.Terminal} decides which of both it is. Progress may be told from any thread.
 */
@NullMarked
package io.henge.demo.terminal;

import org.jspecify.annotations.NullMarked;
