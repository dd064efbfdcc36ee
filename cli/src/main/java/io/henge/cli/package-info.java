/**
 * The command {@code henge} for people who have a Druid: what asks it, and what tells before whether a configuration works.
 *
 * <p>{@link io.henge.cli.Henge} is the program of the distribution. The command of a checkout has the same subcommands and
 * more, and runs its lines by {@link io.henge.cli.CommandRun} too.
 */
@NullMarked
package io.henge.cli;

import org.jspecify.annotations.NullMarked;
