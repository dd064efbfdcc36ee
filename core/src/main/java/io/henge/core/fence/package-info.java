/**
 * Who may act for an attempt, as values: what is claimed, and what is answered.
 *
 * <p>Start reading at {@link io.henge.core.fence.Claim}.
 */
@NullMarked
package io.henge.core.fence;

import org.jspecify.annotations.NullMarked;
