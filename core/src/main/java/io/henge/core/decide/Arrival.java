package io.henge.core.decide;

import io.henge.core.placement.Needs;
import java.time.Instant;

/**
 * How a task came to this term.
 *
 * @param at when the term first heard of it
 * @param needs what its pod asks for, as last known
 */
public record Arrival(Instant at, Needs needs) {}
