package io.henge.cli.overlord;

import org.jspecify.annotations.Nullable;

/** Which events are asked for; null stands for any. */
public record EventQuery(
        @Nullable String task,
        @Nullable String cluster,
        @Nullable String kind) {
    String parameters() {
        return UrlPart.parameter("task", task)
                + UrlPart.parameter("cluster", cluster)
                + UrlPart.parameter("kind", kind);
    }
}
