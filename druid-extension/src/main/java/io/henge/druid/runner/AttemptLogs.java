package io.henge.druid.runner;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.port.ClusterConnection;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.LogPreface;
import io.henge.druid.logs.LiveLogs;
import io.henge.druid.logs.SavedLogs;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.druid.tasklogs.TaskLogs;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of one attempt, from its pod while that is there, and from deep storage otherwise. Blocks, as {@link LiveLogs} does. */
public final class AttemptLogs {
    private static final Logger log = LoggerFactory.getLogger(AttemptLogs.class);

    private final Fleet fleet;
    private final TaskLogs saved;

    public AttemptLogs(Fleet fleet, TaskLogs saved) {
        this.fleet = fleet;
        this.saved = saved;
    }

    /**
     * A log, as far as there is one.
     *
     * @param attempt whose it is; null for that of a task whose attempts are not known any more
     * @param cluster on which the pod runs that it comes from, null where it comes from deep storage
     * @param latest the number of the task's newest attempt, null where the runner does not know the task: nothing more will come
     * @param text null where there is none yet
     */
    public record Found(
            @Nullable Integer attempt,
            @Nullable ClusterName cluster,
            @Nullable Integer latest,
            @Nullable InputStream text) {}

    /**
     * Empty where there is none, and none will come.
     *
     * @param number which attempt's, null for the newest
     * @param offset where to begin, counted in bytes from the beginning of that attempt's; at least 0
     * @throws IOException with a sentence, where it cannot be had now
     */
    public Optional<Found> find(TaskId task, @Nullable Integer number, long offset) throws IOException {
        @Nullable AttemptReport newest = fleet.snapshot().find(task).orElse(null);
        @Nullable
        Integer latest = newest == null ? null : Integer.valueOf(newest.id().number());
        @Nullable Integer wanted = number == null ? latest : number;
        if (wanted == null) {
            return whole(task, offset);
        }
        AttemptId attempt = new AttemptId(task, wanted);
        @Nullable IOException trouble = null;
        if (newest != null && newest.id().equals(attempt)) {
            try {
                Optional<Found> live = live(newest.attempt(), offset);
                if (live.isPresent()) {
                    return live;
                }
            } catch (IOException e) {
                log.debug("The log of attempt[{}] cannot be read from its pod", attempt, e);
                trouble = e;
            }
        }
        Optional<Found> kept = Optional.ofNullable(
                        SavedLogs.read(saved, attempt, offset).orNull())
                .map(text -> new Found(wanted, null, latest, text));
        if (kept.isEmpty() && trouble != null) {
            throw trouble;
        }
        return kept.isPresent() || latest == null || wanted < latest
                ? kept
                : Optional.of(new Found(wanted, null, latest, null));
    }

    private Optional<Found> live(@Nullable Attempt attempt, long offset) throws IOException {
        Optional<ClusterConnection> cluster = Optional.ofNullable(attempt).flatMap(fleet::clusterOf);
        if (attempt == null || cluster.isEmpty()) {
            return Optional.empty();
        }
        int number = attempt.id().number();
        @Nullable
        InputStream text = LiveLogs.read(cluster.get(), attempt.address().job(), LogPreface.of(attempt), offset)
                .orNull();
        return Optional.ofNullable(text).map(from -> new Found(number, attempt.cluster(), number, from));
    }

    private Optional<Found> whole(TaskId task, long offset) throws IOException {
        return Optional.ofNullable(saved.streamTaskLog(task.value(), offset).orNull())
                .map(text -> new Found(null, null, null, text));
    }
}
