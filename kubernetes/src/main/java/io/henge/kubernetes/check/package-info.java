/**
 * What is found out about a cluster before it is used, as values and pure functions: which rights Henge needs
 * ({@code Permission}), which objects its pods name ({@code PodNeeds}), and what an answer about either means
 * ({@code Findings}). Whoever asks the API server is {@code io.henge.kubernetes.cluster.ClusterCheck}.
 */
@NullMarked
package io.henge.kubernetes.check;

import org.jspecify.annotations.NullMarked;
