package io.henge.demo.druid;

import java.nio.file.Path;

/** Where segments, task logs and reports outlive their tasks. */
public record Storage(Path root) {
    public Path segments() {
        return root.resolve("segments");
    }

    /** Task logs, reports and statuses, as Druid's {@code file} task logs keep them. */
    public Path taskLogs() {
        return root.resolve("logs");
    }
}
