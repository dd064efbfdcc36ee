/**
 * Henge's extension as an Overlord would run it, put together in this process: runner, metadata store, clusters.
 *
 * <p>Start with {@link io.henge.bench.overlord.Overlord}. The only package of the benchmarks that knows Druid.
 */
@NullMarked
package io.henge.bench.overlord;

import org.jspecify.annotations.NullMarked;
