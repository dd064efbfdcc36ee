package io.henge.testkit.fleet;

import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.cluster.ClusterConnection;
import io.henge.core.reconcile.TaskFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Statuses and logs that tasks leave; answers when a test says so. */
final class DeepStorage implements TaskFiles {
    private final Map<TaskId, Outcome> statuses = new HashMap<>();
    private final Map<TaskId, String> logs = new HashMap<>();
    private final List<Runnable> calls = new ArrayList<>();

    /** Answers the calls that wait. */
    void step() {
        List<Runnable> waiting = List.copyOf(calls);
        calls.clear();
        waiting.forEach(Runnable::run);
    }

    void putStatus(TaskId task, Outcome outcome) {
        statuses.put(task, outcome);
    }

    Optional<String> log(TaskId task) {
        return Optional.ofNullable(logs.get(task));
    }

    @Override
    public CompletionStage<@Nullable Outcome> readStatus(TaskId task) {
        CompletableFuture<@Nullable Outcome> answer = new CompletableFuture<>();
        calls.add(() -> answer.complete(statuses.get(task)));
        return answer;
    }

    @Override
    public ClusterConnection.LogSink logOf(TaskId task) {
        return stream -> logs.put(task, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    }
}
