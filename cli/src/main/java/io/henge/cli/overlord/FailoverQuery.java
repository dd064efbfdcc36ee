package io.henge.cli.overlord;

import org.jspecify.annotations.Nullable;

/** Which failovers are asked for; null stands for any. */
public record FailoverQuery(@Nullable String task, @Nullable String cluster) {
    String parameters() {
        return UrlPart.parameter("task", task) + UrlPart.parameter("cluster", cluster);
    }
}
