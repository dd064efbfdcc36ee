/**
 * The demonstration: flights are ingested over several clusters, watched on the way, and proved complete by SQL.
 *
 * <p>Start with {@link io.henge.demo.show.Demo}. It needs a world with query services and runs on one thread.
 */
@NullMarked
package io.henge.demo.show;

import org.jspecify.annotations.NullMarked;
