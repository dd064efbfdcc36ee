/**
 * What is done about attempts whose cluster is lost, as pure functions.
 *
 * <p>Start reading at {@link io.henge.core.failover.Disposition}.
 */
@NullMarked
package io.henge.core.failover;

import org.jspecify.annotations.NullMarked;
