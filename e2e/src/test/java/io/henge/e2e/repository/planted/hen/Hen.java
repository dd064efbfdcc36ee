package io.henge.e2e.repository.planted.hen;

import io.henge.e2e.repository.planted.egg.Egg;

/** Needs what needs it. */
public record Hen(Egg hatchedFrom) {}
