package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;

/**
 * A cluster that was chosen for an attempt.
 *
 * @param turns whose turn it is afterwards
 */
public record Choice(ClusterName cluster, RoundRobin turns) {}
