/**
 * What Henge tells of itself, as metrics of Druid. Single facts are sent when they happen, from
 * {@link io.henge.druid.metrics.TermMetrics}; what is so at the moment, once a period by
 * {@link io.henge.druid.metrics.HengeMonitor}. Their names are listed in docs/reference/metrics.md.
 */
@NullMarked
package io.henge.druid.metrics;

import org.jspecify.annotations.NullMarked;
