package io.henge.testkit.fleet;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.lease.Renewal;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Statuses and logs that tasks leave; answers when a test says so. */
final class DeepStorage implements TaskFiles {
    private final Map<TaskId, Outcome> statuses = new HashMap<>();
    private final Map<TaskId, String> logs = new HashMap<>();
    private final Map<AttemptId, Duration> leases = new HashMap<>();
    private final Set<AttemptId> revoked = new HashSet<>();
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

    @Override
    public CompletionStage<@Nullable Duration> readLease(AttemptId attempt) {
        return ask(() -> leases.get(attempt));
    }

    @Override
    public CompletionStage<Boolean> revoke(AttemptId attempt) {
        return ask(() -> {
            revoked.add(attempt);
            return true;
        });
    }

    private <T> CompletionStage<T> ask(Supplier<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        calls.add(() -> {
            if (statusesFail) {
                answer.completeExceptionally(new IOException("deep storage is out of order"));
            } else {
                answer.complete(work.get());
            }
        });
        return answer;
    }

    /** All of it as the peon of that attempt reads it, at once; fails where it is cut off. */
    Renewal.Board boardOf(AttemptId attempt, Duration length, BooleanSupplier isCut) {
        return new Renewal.Board() {
            @Override
            public boolean hasLease() throws IOException {
                check();
                leases.put(attempt, length);
                return true;
            }

            @Override
            public boolean hasRevocation() throws IOException {
                check();
                return revoked.contains(attempt);
            }

            private void check() throws IOException {
                if (statusesFail || isCut.getAsBoolean()) {
                    throw new IOException("deep storage cannot be reached");
                }
            }
        };
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
