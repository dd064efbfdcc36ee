/**
 * The programs of the commands {@code render} and {@code check}, what an Overlord with given properties would do, without one; and of
 * {@code cluster}, which adds a cluster to those of an Overlord that runs. Each reads its arguments, prints, and ends with a status;
 * start with {@link io.henge.druid.program.Render}, {@link io.henge.druid.program.Check} and
 * {@link io.henge.druid.program.ClusterProgram}. The command finds them as {@link java.util.spi.ToolProvider}s.
 */
@NullMarked
package io.henge.druid.program;

import org.jspecify.annotations.NullMarked;
