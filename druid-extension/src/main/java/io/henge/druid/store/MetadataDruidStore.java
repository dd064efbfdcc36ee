package io.henge.druid.store;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.TaskId;
import io.henge.core.failover.PublishFate;
import io.henge.core.ledger.Publish;
import io.henge.core.ledger.Term;
import io.henge.core.port.DruidStore;
import io.henge.core.port.Ledger;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.overlord.TaskStorage;
import org.apache.druid.timeline.DataSegment;

/** Asks Druid's metadata store, on a thread of its own. */
public final class MetadataDruidStore implements DruidStore, AutoCloseable {
    private static final int QUEUE_MAX = 20_000;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);

    /** Finds those of some segments of a data source that are in the store, used or not. */
    public interface SegmentLookup {
        Set<DataSegment> find(String dataSource, Set<String> ids);
    }

    private final TaskStorage tasks;
    private final SegmentLookup segments;
    private final Ledger ledger;
    private final Term term;
    private final BoundedAsker asker;

    public MetadataDruidStore(TaskStorage tasks, SegmentLookup segments, Ledger ledger, Term term) {
        this.tasks = tasks;
        this.segments = segments;
        this.ledger = ledger;
        this.term = term;
        this.asker = new BoundedAsker("henge-druid-store-%d", 1, QUEUE_MAX, ANSWER_MAX);
    }

    @Override
    public CompletionStage<Boolean> isActive(TaskId task) {
        return asker.ask(() -> {
            com.google.common.base.Optional<TaskStatus> status = tasks.getStatus(task.value());
            return status.isPresent() && status.get().isRunnable();
        });
    }

    @Override
    public CompletionStage<PublishFate> publishFate(Attempt attempt) {
        return asker.ask(() -> PublishFate.of(ledger.publishes(attempt.id()), term.epoch(), this::stored));
    }

    private Set<String> stored(Publish publish) {
        return segments.find(publish.dataSource(), Set.copyOf(publish.segments())).stream()
                .map(segment -> segment.getId().toString())
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        asker.close();
    }
}
