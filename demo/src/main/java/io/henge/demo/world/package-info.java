/**
 * A world: real clusters, a real Druid around Henge, all on this machine and all ended together.
 *
 * <p>Start with {@link io.henge.demo.world.World}; the end-to-end tests use it as a library. {@link
 * io.henge.demo.world.WorldSpec} says what is wanted, {@link io.henge.demo.world.Environment} what there is. A world is
 * brought up and taken down by one thread at a time; a file lock in its directory sees to that between processes.
 */
@NullMarked
package io.henge.demo.world;

import org.jspecify.annotations.NullMarked;
