/**
 * Leases of peons: how long a peon may run on without anybody's word, as the peon counts it and as the Overlord does. The
 * peon's side is the one place with state that is safe for use by several threads. May be called by anybody.
 */
@NullMarked
package io.henge.core.lease;

import org.jspecify.annotations.NullMarked;
