package io.henge.druid.logs;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.henge.core.attempt.TaskId;
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

    private final TaskLogs logs;
    private final BoundedAsker pusher;
    private final Semaphore room = new Semaphore(DRAFTS_MAX);
    private final Set<Draft> taken = ConcurrentHashMap.newKeySet();

    LogSpool(TaskLogs logs) {
        this.logs = logs;
        this.pusher = new BoundedAsker("henge-log-push-%d", THREADS, DRAFTS_MAX, Duration.ZERO);
    }

    LogDraft draft(TaskId task) {
        return new Draft(task);
    }

    /** Ends the threads without waiting for deep storage, and deletes what is on its way. */
    @Override
    public void close() {
        pusher.close();
        taken.forEach(Draft::discard);
    }

    private final class Draft implements LogDraft {
        private final TaskId task;

        @GuardedBy("this")
        private @Nullable Path directory;

        @GuardedBy("this")
        private boolean over;

        Draft(TaskId task) {
            this.task = task;
        }

        @Override
        public void accept(InputStream stream) throws IOException {
            try (OutputStream out = Files.newOutputStream(begin(), StandardOpenOption.WRITE)) {
                stream.transferTo(out);
            }
        }

        private synchronized Path begin() throws IOException {
            if (over || directory != null) {
                throw new IOException("The log of task[" + task + "] is not wanted any more");
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
            logs.pushTaskLog(task.value(), whole().toFile());
            return true;
        }

        private synchronized Path whole() throws IOException {
            if (over || directory == null) {
                throw new IOException("The log of task[" + task + "] is gone");
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
                log.warn("The log of task[{}] on its way to deep storage leaves [{}] behind", task, directory, e);
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
