package io.henge.peon;

import com.google.common.base.Optional;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.druid.tasklogs.TaskLogs;

/** Statuses in memory; fails where a test says so. */
final class MemoryLogs implements TaskLogs {
    final Map<String, String> statuses = new ConcurrentHashMap<>();
    volatile boolean broken;

    private void check() throws IOException {
        if (broken) {
            throw new IOException("deep storage is out of order");
        }
    }

    @Override
    public void pushTaskStatus(String task, File file) throws IOException {
        check();
        // As Druid's own store of files does, which reads what is called so only.
        if (file.getName().equals("status.json")) {
            statuses.put(task, Files.readString(file.toPath()));
        }
    }

    @Override
    public Optional<InputStream> streamTaskStatus(String task) throws IOException {
        check();
        return Optional.fromNullable(statuses.get(task))
                .transform(text -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void pushTaskLog(String task, File file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<InputStream> streamTaskLog(String task, long offset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void killAll() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void killOlderThan(long time) {
        throw new UnsupportedOperationException();
    }
}
