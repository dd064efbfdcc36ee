/**
 * Benchmarks of the runner as Druid's task queue sees it: against a real metadata store, and clusters that only pretend.
 *
 * <p>Start with {@link io.henge.bench.runner.Stage}, which they have in common.
 */
@NullMarked
package io.henge.bench.runner;

import org.jspecify.annotations.NullMarked;
