/**
 * Benchmarks on a real world: real API servers, a real Druid.
 *
 * <p>Start with {@link io.henge.bench.world.Town}, which they have in common. They need what {@code henge build} makes.
 */
@NullMarked
package io.henge.bench.world;

import org.jspecify.annotations.NullMarked;
