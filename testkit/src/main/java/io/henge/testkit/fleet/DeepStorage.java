package io.henge.testkit.fleet;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.port.TaskFiles;
import io.henge.core.report.LogPreface;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
    private final InstantSource clock;
    private boolean logsHang;
    private boolean statusesFail;

    DeepStorage(InstantSource clock) {
        this.clock = clock;
    }

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
        calls.add(() -> {
            if (statusesFail) {
                answer.completeExceptionally(new IOException("deep storage is out of order"));
            } else {
                answer.complete(statuses.get(task));
            }
        });
        return answer;
    }

    /** Whether from now on no status can be read. */
    void failStatuses(boolean fail) {
        statusesFail = fail;
    }

    /** From now on, logs are pushed and no answer comes, so that each push runs into its limit. */
    void hangLogs(boolean hang) {
        logsHang = hang;
    }

    @Override
    public LogDraft draftLog(AttemptId attempt) {
        return new Draft(attempt);
    }

    @Override
    public void leaveLog(AttemptId attempt, String text) {
        String there = logs.getOrDefault(attempt.task(), "");
        if (!logsHang && !LogPreface.isOfLater(there, attempt)) {
            logs.put(attempt.task(), LogPreface.earlier(there, attempt) + text);
        }
    }

    private final class Draft implements LogDraft {
        private final AttemptId attempt;
        private String taken = "";

        Draft(AttemptId attempt) {
            this.attempt = attempt;
        }

        @Override
        public void accept(InputStream log) throws IOException {
            taken = new String(log.readAllBytes(), StandardCharsets.UTF_8);
        }

        @Override
        public CompletionStage<Optional<String>> push(Duration limit) {
            CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
            calls.add(() -> push(answer, clock.instant().plus(limit)));
            return answer;
        }

        private void push(CompletableFuture<Optional<String>> answer, Instant until) {
            if (!logsHang) {
                String above =
                        attempt.number() == 1 ? "" : LogPreface.earlier(logs.getOrDefault(attempt.task(), ""), attempt);
                logs.put(attempt.task(), above + taken);
                answer.complete(Optional.empty());
            } else if (clock.instant().isBefore(until)) {
                calls.add(() -> push(answer, until));
            } else {
                answer.complete(Optional.of("Deep storage did not answer in time"));
            }
        }

        @Override
        public void discard() {
            taken = "";
        }
    }
}
