/**
 * The command {@code henge bench}: measures Henge against its targets, and says on which machine.
 *
 * <p>Start with {@link io.henge.bench.Bench}; what can be measured is listed in {@link io.henge.bench.Catalogue}. Nothing
 * here passes or fails by a time: a figure beside its target is all that comes out.
 */
@NullMarked
package io.henge.bench;

import org.jspecify.annotations.NullMarked;
