/**
 * The benchmark {@code scale}: the loop and the ledger with many clusters that only pretend.
 *
 * <p>Start with {@link io.henge.bench.scale.ScaleBenchmark}. What is measured runs in {@code ScaleMain}'s process.
 */
@NullMarked
package io.henge.bench.scale;

import org.jspecify.annotations.NullMarked;
