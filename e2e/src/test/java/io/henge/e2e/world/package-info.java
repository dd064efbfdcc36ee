/**
 * Real Druid on real clusters: what a user would see, done and checked from outside.
 *
 * <p>{@link io.henge.e2e.world.SharedWorld} brings one world up for all tests that can share it, and {@code ThreeClustersTest}
 * one of three clusters with a Kafka for those that need that.
 */
@NullMarked
package io.henge.e2e.world;

import org.jspecify.annotations.NullMarked;
