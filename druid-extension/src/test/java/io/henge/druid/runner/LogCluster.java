package io.henge.druid.runner;

import io.henge.core.attempt.JobName;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ClusterEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A cluster that is not watched and answers at once, with logs and nothing else. For one thread but for closing. */
public final class LogCluster extends MuteCluster {
    private final Map<JobName, String> logs;
    private @Nullable ApiFailure breaks;
    private @Nullable Duration askedLimit;
    private final List<Integer> given = new ArrayList<>();
    private volatile boolean closed;
    private volatile @Nullable String trouble;

    public LogCluster(Map<JobName, String> logs) {
        super("east", null);
        this.logs = logs;
    }

    /** From now on, the cluster cannot be reached. */
    public void lose(String why) {
        trouble = why;
    }

    /** From now on, logs are written halfway and then fail so. */
    public void breakWith(ApiFailure failure) {
        breaks = failure;
    }

    /** How long the last copying might have taken. */
    @Nullable
    public Duration askedLimit() {
        return askedLimit;
    }

    /** How many bytes each reading of a log has given. */
    public List<Integer> given() {
        return List.copyOf(given);
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> copyLog(JobName job, Duration limit, LogSink sink) {
        askedLimit = limit;
        return CompletableFuture.completedFuture(copy(logs.get(job), sink));
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> copyLogEnd(JobName job, long lines, Duration limit, LogSink sink) {
        askedLimit = limit;
        @Nullable String log = logs.get(job);
        return CompletableFuture.completedFuture(copy(log == null ? null : lastLines(log, lines), sink));
    }

    @Override
    public CompletionStage<List<ClusterEvent>> events(JobName job) {
        return CompletableFuture.completedFuture(List.of());
    }

    /** Every line but the last ends with a line break; the last may. */
    private static String lastLines(String log, long lines) {
        List<String> all = List.of(log.split("(?<=\n)"));
        return String.join("", all.subList((int) Math.max(0, all.size() - lines), all.size()));
    }

    private Optional<ApiFailure> copy(@Nullable String log, LogSink sink) {
        if (log == null) {
            return Optional.of(new ApiFailure(ApiFailure.Kind.NOT_FOUND, "There is no pod"));
        }
        byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
        given.add(bytes.length);
        int length = breaks == null ? bytes.length : bytes.length / 2;
        try (InputStream stream = new ByteArrayInputStream(bytes, 0, length)) {
            sink.accept(stream);
        } catch (IOException e) {
            return Optional.of(new ApiFailure(ApiFailure.Kind.TRANSIENT, "The log could not be written: " + e));
        }
        return Optional.ofNullable(breaks);
    }

    @Override
    public void start(Watcher watcher) {}

    @Override
    public boolean synced() {
        return false;
    }

    @Override
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public Set<JobName> jobs() {
        return logs.keySet();
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
