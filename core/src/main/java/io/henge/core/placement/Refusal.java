package io.henge.core.placement;

/** What speaks against a cluster, in words that follow its name. */
record Refusal(Finding.Kind kind, String words) {}
