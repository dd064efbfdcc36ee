/**
 * What benchmarks come out with: figures beside their targets, and the machine that they were measured on.
 *
 * <p>Start with {@link io.henge.bench.figure.Figure}. Values only; usable from any thread.
 */
@NullMarked
package io.henge.bench.figure;

import org.jspecify.annotations.NullMarked;
