package io.henge.druid.logs;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.henge.core.attempt.AttemptId;
import io.henge.core.port.TaskFiles;
import io.henge.core.port.TaskFiles.LogDraft;
import io.henge.druid.store.BoundedAsker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.apache.druid.tasklogs.TaskLogs;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs on their way from pods to deep storage: each a file while it waits, at most {@value #DRAFTS_MAX} of them, and
 * pushed on {@value #THREADS} threads. Deep storage that hangs fills both, and then logs are refused before they are
 * read. Safe for use by several threads.
 */
final class LogSpool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogSpool.class);

    private static final int THREADS = 4;
    private static final int DRAFTS_MAX = 64;

    /** Druid's file task logs make the name in deep storage from the name of the file that is pushed. */
    private static final String LOG_NAME = "log";

    /** What lost attempts have left is small, and there may be thousands at once. */
    private static final int LEFT_MAX = 10_000;

    private static final Duration LEAVING_MAX = Duration.ofMinutes(10);

    private final TaskLogs logs;
    private final EarlierLogs earlier;
    private final BoundedAsker pusher;
    private final BoundedAsker leaving;
    private final Semaphore room = new Semaphore(DRAFTS_MAX);
    private final Set<Draft> taken = ConcurrentHashMap.newKeySet();

    LogSpool(TaskLogs logs) {
        this.logs = logs;
        this.earlier = new EarlierLogs(logs);
        this.leaving = new BoundedAsker("henge-lost-log-%d", 1, LEFT_MAX, LEAVING_MAX);
        this.pusher = new BoundedAsker("henge-log-push-%d", THREADS, DRAFTS_MAX, Duration.ZERO);
    }

    LogDraft draft(AttemptId attempt) {
        return new Draft(attempt);
    }

    /** See {@link TaskFiles#leaveLog}. */
    void leave(AttemptId attempt, String text) {
        var unused = leaving.ask(() -> left(attempt, text)).exceptionally(failure -> {
            log.warn("What is known of the log of attempt[{}] cannot be left in deep storage: {}", attempt, failure);
            return false;
        });
    }

    private boolean left(AttemptId attempt, String text) throws IOException {
        Path directory = Files.createTempDirectory("henge-lost-log");
        Path file = directory.resolve(LOG_NAME);
        try {
            return earlier.alone(attempt, () -> {
                if (earlier.isOfLater(attempt)) {
                    return false;
                }
                Files.writeString(file, earlier.than(attempt) + text);
                logs.pushTaskLog(attempt.task().value(), file.toFile());
                return true;
            });
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    /** Ends the threads without waiting for deep storage, and deletes what is on its way. */
    @Override
    public void close() {
        pusher.close();
        leaving.close();
        taken.forEach(Draft::discard);
    }

    private final class Draft implements LogDraft {
        private final AttemptId attempt;

        @GuardedBy("this")
        private @Nullable Path directory;

        @GuardedBy("this")
        private boolean over;

        Draft(AttemptId attempt) {
            this.attempt = attempt;
        }

        @Override
        public void accept(InputStream stream) throws IOException {
            try (OutputStream out = Files.newOutputStream(begin(), StandardOpenOption.WRITE)) {
                stream.transferTo(out);
            }
        }

        private synchronized Path begin() throws IOException {
            if (over || directory != null) {
                throw new IOException("The log of attempt[" + attempt + "] is not wanted any more");
            }
            if (!room.tryAcquire()) {
                throw new IOException(DRAFTS_MAX + " logs wait for deep storage already");
            }
            taken.add(this);
            Path made = Files.createTempDirectory("henge-log");
            directory = made;
            return Files.createFile(made.resolve(LOG_NAME));
        }

        @Override
        public CompletionStage<Optional<String>> push(Duration limit) {
            return pusher.ask(this::push, limit).handle((done, failure) -> {
                discard();
                return Optional.ofNullable(failure).map(why -> sentence(why, limit));
            });
        }

        private boolean push() throws IOException {
            return earlier.alone(attempt, () -> {
                logs.pushTaskLog(
                        attempt.task().value(), earlier.before(attempt, whole()).toFile());
                return true;
            });
        }

        private synchronized Path whole() throws IOException {
            if (over || directory == null) {
                throw new IOException("The log of attempt[" + attempt + "] is gone");
            }
            return directory.resolve(LOG_NAME);
        }

        /** It leaves the spool when nothing of it is left, so that whoever closes the spool waits for that. */
        @Override
        public synchronized void discard() {
            if (!over && taken.contains(this)) {
                delete();
                taken.remove(this);
                room.release();
            }
            over = true;
        }

        @GuardedBy("this")
        private void delete() {
            if (directory == null) {
                return;
            }
            try {
                Files.deleteIfExists(directory.resolve(LOG_NAME));
                Files.delete(directory);
            } catch (IOException e) {
                log.warn("The log of attempt[{}] on its way to deep storage leaves [{}] behind", attempt, directory, e);
            }
        }
    }

    private static String sentence(Throwable failure, Duration limit) {
        if (failure instanceof TimeoutException) {
            return "Deep storage did not take it within " + limit;
        }
        return failure instanceof RejectedExecutionException
                ? "Too many logs wait for deep storage, or the term is over"
                : "Deep storage did not take it: " + failure;
    }
}
