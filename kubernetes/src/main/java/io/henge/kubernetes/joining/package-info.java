/**
 * How a cluster is added to those of an Overlord that runs, and taken back: what the command {@code henge cluster} does.
 *
 * <p>Start reading at {@link io.henge.kubernetes.joining.ClusterAddition} and
 * {@link io.henge.kubernetes.joining.ClusterRemoval}, which ask and change two clusters, one request after the other. What is to be
 * there is told by {@code MemberObjects}, and what is to be done about it by {@code ChangePlan}: values and pure functions.
 */
@NullMarked
package io.henge.kubernetes.joining;

import org.jspecify.annotations.NullMarked;
