/**
 * The benchmark {@code fence}: what the fence adds to an action of a peon.
 *
 * <p>Start with {@link io.henge.bench.fence.FenceBenchmark}.
 */
@NullMarked
package io.henge.bench.fence;

import org.jspecify.annotations.NullMarked;
