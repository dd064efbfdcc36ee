package io.henge.druid.runner;

import java.util.Locale;

/** Where a cluster's entry is. */
public enum Origin {
    /** In the properties of the Overlord. */
    STATIC,
    /** In the dynamic configuration. */
    DYNAMIC,
    /** In a Secret of the Overlord's own namespace. */
    SECRET,
    /** Nowhere any more, or not yet, though the cluster has attempts. */
    NONE;

    /** As REST has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
