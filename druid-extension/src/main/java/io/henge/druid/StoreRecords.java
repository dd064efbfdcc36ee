package io.henge.druid;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.TaskId;
import io.henge.core.failover.PublishFate;
import io.henge.core.ledger.Ledger;
import io.henge.core.ledger.Publish;
import io.henge.core.ledger.Term;
import io.henge.core.reconcile.DruidRecords;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.overlord.TaskStorage;
import org.apache.druid.java.util.common.concurrent.Execs;
import org.apache.druid.timeline.DataSegment;

/** Asks Druid's metadata store, on a thread of its own. */
final class StoreRecords implements DruidRecords, AutoCloseable {
    private static final int QUEUE_MAX = 20_000;
    private static final int ASK_SECONDS_MAX = 60;

    /** Finds those of some segments of a data source that are in the store, used or not. */
    interface SegmentLookup {
        Set<DataSegment> find(String dataSource, Set<String> ids);
    }

    private final TaskStorage tasks;
    private final SegmentLookup segments;
    private final Ledger ledger;
    private final Term term;
    private final ThreadPoolExecutor asker;

    StoreRecords(TaskStorage tasks, SegmentLookup segments, Ledger ledger, Term term) {
        this.tasks = tasks;
        this.segments = segments;
        this.ledger = ledger;
        this.term = term;
        this.asker = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE_MAX),
                Execs.makeThreadFactory("henge-druid-store-%d"));
        asker.prestartAllCoreThreads();
    }

    @Override
    public CompletionStage<Boolean> isActive(TaskId task) {
        return ask(() -> {
            com.google.common.base.Optional<TaskStatus> status = tasks.getStatus(task.value());
            return status.isPresent() && status.get().isRunnable();
        });
    }

    @Override
    public CompletionStage<PublishFate> publishFate(Attempt attempt) {
        return ask(() -> PublishFate.of(ledger.publishes(attempt.id()), term.epoch(), this::stored));
    }

    private Set<String> stored(Publish publish) {
        return segments.find(publish.dataSource(), Set.copyOf(publish.segments())).stream()
                .map(segment -> segment.getId().toString())
                .collect(Collectors.toSet());
    }

    private <T> CompletionStage<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            asker.execute(() -> {
                try {
                    answer.complete(question.get());
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(e);
        }
        return answer.orTimeout(ASK_SECONDS_MAX, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        asker.shutdownNow();
    }
}
