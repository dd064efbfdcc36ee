package io.henge.core.decide;

import io.henge.core.placement.RoundRobin;

/**
 * What a plan's choices between equals follow from.
 *
 * @param turns whose turn it is, by the placements of this term
 * @param seed what all choices by chance follow from
 */
public record Draw(RoundRobin turns, long seed) {}
