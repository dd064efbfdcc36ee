package io.henge.peon;

import com.google.common.base.Optional;
import io.henge.core.attempt.AttemptId;
import io.henge.core.lease.LeaseWords;
import io.henge.core.lease.Renewal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.druid.tasklogs.TaskLogs;

/** Where Druid keeps what tasks leave, used as a board: each word on it is the status of a task that there never was. */
final class StatusBoard implements Renewal.Board {
    private final TaskLogs logs;
    private final String lease;
    private final String revocation;
    private final String seconds;
    private boolean left;

    StatusBoard(TaskLogs logs, ShippedLease shipped) {
        AttemptId attempt = shipped.attempt();
        this.logs = logs;
        this.lease = LeaseWords.leaseOf(attempt);
        this.revocation = LeaseWords.revocationOf(attempt);
        this.seconds = Long.toString(shipped.length().toSeconds());
    }

    /** Also leaves it, where that has not been done yet: without it, no Overlord knows that this peon holds a lease. */
    @Override
    public boolean hasLease() throws IOException {
        if (!left) {
            leave();
            left = true;
        }
        return seconds.equals(read(lease));
    }

    @Override
    public boolean hasRevocation() throws IOException {
        Optional<InputStream> there = logs.streamTaskStatus(revocation);
        if (there.isPresent()) {
            there.get().close();
        }
        return there.isPresent();
    }

    private void leave() throws IOException {
        Path directory = Files.createTempDirectory("henge-lease");
        // Some stores call what they keep by the file's own name.
        Path file = directory.resolve(LeaseWords.FILE);
        try {
            Files.writeString(file, seconds);
            logs.pushTaskStatus(lease, file.toFile());
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    private String read(String name) throws IOException {
        Optional<InputStream> there = logs.streamTaskStatus(name);
        if (!there.isPresent()) {
            return "";
        }
        try (InputStream stream = there.get()) {
            return new String(stream.readNBytes(100), StandardCharsets.UTF_8);
        }
    }
}
