/**
 * Real Druid on real clusters: what a user would see, done and checked from outside.
 *
 * <p>{@link io.henge.e2e.world.SharedWorld} brings one world up for all tests that can share it.
 */
@NullMarked
package io.henge.e2e.world;

import org.jspecify.annotations.NullMarked;
