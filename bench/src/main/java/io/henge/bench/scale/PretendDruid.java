package io.henge.bench.scale;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.failover.PublishFate;
import io.henge.core.port.DruidStore;
import io.henge.core.port.TaskFiles;
import io.henge.core.port.TaskListener;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Druid around the loop: every task has left the status of a success, and is let go of once it has ended. */
final class PretendDruid implements TaskListener, DruidStore, TaskFiles {
    private final Executor own;
    private final Consumer<TaskId> ended;
    private final AtomicInteger located = new AtomicInteger();

    /**
     * @param own where it answers
     * @param ended told, on the ledger's thread, of each task that has ended
     */
    PretendDruid(Executor own, Consumer<TaskId> ended) {
        this.own = own;
        this.ended = ended;
    }

    /** How many tasks have come to run, by the ledger. */
    int located() {
        return located.get();
    }

    @Override
    public void located(TaskId task, Location location) {
        located.incrementAndGet();
    }

    @Override
    public void ended(TaskId task, Outcome outcome) {
        ended.accept(task);
    }

    /** It is asked only of those that have ended, and has stored that at once. */
    @Override
    public CompletionStage<Boolean> isActive(TaskId task) {
        return CompletableFuture.supplyAsync(() -> false, own);
    }

    @Override
    public CompletionStage<PublishFate> publishFate(Attempt attempt) {
        return CompletableFuture.completedFuture(PublishFate.NOTHING);
    }

    @Override
    public CompletionStage<Outcome> readStatus(TaskId task) {
        return CompletableFuture.supplyAsync(() -> Outcome.success(1), own);
    }

    @Override
    public CompletionStage<@Nullable Duration> readLease(AttemptId attempt) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Boolean> revoke(AttemptId attempt) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public void leaveLog(AttemptId attempt, String text) {}

    @Override
    public LogDraft draftLog(AttemptId attempt) {
        return new NoLog();
    }

    private static final class NoLog implements LogDraft {
        @Override
        public void accept(InputStream log) {}

        @Override
        public CompletionStage<Optional<String>> push(Duration limit) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public void discard() {}
    }
}
