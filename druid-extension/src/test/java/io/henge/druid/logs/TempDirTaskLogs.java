package io.henge.druid.logs;

import com.google.common.base.Optional;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.druid.tasklogs.NoopTaskLogs;
import org.jspecify.annotations.Nullable;

/** Deep storage in a directory; like Druid's own file task logs it names a log after the file that is pushed. */
final class TempDirTaskLogs extends NoopTaskLogs {
    private final Path directory;
    private final List<Path> pushed = new ArrayList<>();

    /** Read by the threads of the code under test. */
    private volatile @Nullable IOException failure;

    TempDirTaskLogs(Path directory) {
        this.directory = directory;
    }

    /** From now on, every call fails so. */
    void failWith(IOException e) {
        failure = e;
    }

    /** The files that were pushed, where they were before. */
    List<Path> pushed() {
        return pushed;
    }

    /** Puts the status that a peon would have left. */
    void leaveStatus(String task, String json) throws IOException {
        Files.writeString(directory.resolve(task + ".status"), json);
    }

    @Override
    public void pushTaskStatus(String task, File file) {
        try {
            // As Druid's own store of files does, which reads what is called so only.
            if (file.getName().equals("status.json")) {
                leaveStatus(task, Files.readString(file.toPath()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void failIfTold() throws IOException {
        @Nullable IOException told = failure;
        if (told != null) {
            throw told;
        }
    }

    @Override
    public Optional<InputStream> streamTaskStatus(String taskid) throws IOException {
        failIfTold();
        Path file = directory.resolve(taskid + ".status");
        return Files.exists(file) ? Optional.of(Files.newInputStream(file)) : Optional.absent();
    }

    @Override
    public void pushTaskLog(String taskid, File logFile) {
        pushed.add(logFile.toPath());
        try {
            failIfTold();
            Files.copy(logFile.toPath(), directory.resolve(taskid + "." + logFile.getName()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
