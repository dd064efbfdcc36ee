/**
 * What readers see: one immutable snapshot of all attempts and clusters, in the words that people are shown.
 *
 * <p>Start reading at {@link io.henge.core.report.LoopSnapshot}.
 */
@NullMarked
package io.henge.core.report;

import org.jspecify.annotations.NullMarked;
