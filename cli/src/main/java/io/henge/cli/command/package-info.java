/**
 * The subcommands that need neither a checkout nor a world: each reads its options, calls one thing, prints the result.
 *
 * <p>Results go to standard output, everything else to standard error. {@link io.henge.cli.exit.ExitCode} says what the
 * exit status means. Called by {@link io.henge.cli.CommandRun} on the main thread.
 */
@NullMarked
package io.henge.cli.command;

import org.jspecify.annotations.NullMarked;
