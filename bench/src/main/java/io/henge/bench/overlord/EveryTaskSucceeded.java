package io.henge.bench.overlord;

import com.google.common.base.Optional;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.druid.tasklogs.NoopTaskLogs;

/** A deep storage in which every task has left the status of a success. It takes logs and forgets them. */
final class EveryTaskSucceeded extends NoopTaskLogs {
    @Override
    public Optional<InputStream> streamTaskStatus(String task) {
        String status = "{\"id\":\"" + task + "\",\"status\":\"SUCCESS\",\"duration\":1}";
        return Optional.of(new ByteArrayInputStream(status.getBytes(StandardCharsets.UTF_8)));
    }
}
