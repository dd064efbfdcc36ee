/**
 * The command {@code henge}: {@link io.henge.demo.Henge} is its main class.
 *
 * <p>Its subcommands are in {@code command}; what they do is in {@code world} (a running world), {@code show} (the
 * demonstration) and {@code build} (what must be built before). Everything runs on the main thread unless said.
 */
@NullMarked
package io.henge.demo;

import org.jspecify.annotations.NullMarked;
