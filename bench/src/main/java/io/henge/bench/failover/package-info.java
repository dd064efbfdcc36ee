/**
 * How soon tasks leave a cluster that is lost, and what the others notice of it: on real API servers, which are made unwell in
 * each way that is known, and in simulated time.
 *
 * <p>Start with {@link io.henge.bench.failover.Region}. Each class named Benchmark is one part of {@code henge bench failover}.
 */
@NullMarked
package io.henge.bench.failover;

import org.jspecify.annotations.NullMarked;
