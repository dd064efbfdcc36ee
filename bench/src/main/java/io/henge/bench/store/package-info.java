/**
 * Metadata stores to measure with: Derby's network server as a process of its own, and an embedded PostgreSQL.
 *
 * <p>Start with {@link io.henge.bench.store.Store}. Connections come from a pool like Druid's.
 */
@NullMarked
package io.henge.bench.store;

import org.jspecify.annotations.NullMarked;
