package io.henge.testkit.cluster;

import org.jspecify.annotations.Nullable;

/** What runs in one pod, from its start until it ends by itself or is killed. */
public interface PodProcess {
    /** Lives for one second; gives the exit in words once it ends by itself, and null while it goes on. */
    @Nullable
    String step();
}
