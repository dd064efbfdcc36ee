/**
 * The programs of the commands {@code render} and {@code check}: what an Overlord with given properties would do,
 * without one. Each reads its arguments, prints, and ends with a status; start with {@link io.henge.druid.program.Render}
 * and {@link io.henge.druid.program.Check}. The command finds them as {@link java.util.spi.ToolProvider}s.
 */
@NullMarked
package io.henge.druid.program;

import org.jspecify.annotations.NullMarked;
