/**
 * The bit of an API server that Henge talks to, with Jobs and pods that only pretend: thousands of them at no cost.
 *
 * <p>Start with {@link io.henge.bench.stub.StubClusters}, which runs them in a process of their own.
 */
@NullMarked
package io.henge.bench.stub;

import org.jspecify.annotations.NullMarked;
