/**
 * What is found out about a cluster before it is used: which rights Henge needs ({@code Permission}), which objects its pods
 * name ({@code PodNeeds}), and what an answer about either means ({@code Findings}), as values and pure functions.
 *
 * <p>Start reading at {@link io.henge.kubernetes.check.ClusterCheck}, which asks the API server; it may be run by any thread.
 */
@NullMarked
package io.henge.kubernetes.check;

import org.jspecify.annotations.NullMarked;
