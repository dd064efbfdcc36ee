package io.henge.core.placement;

/** What speaks against a cluster, in words that follow its name. */
record Obstacle(Appraisal.Kind kind, String words) {}
