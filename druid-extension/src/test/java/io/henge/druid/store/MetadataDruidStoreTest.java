package io.henge.druid.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.TaskId;
import io.henge.core.failover.PublishFate;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.Publish;
import io.henge.core.ledger.Term;
import io.henge.testkit.fleet.Attempts;
import io.henge.testkit.ledger.InMemoryLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.common.config.TaskStorageConfig;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.indexing.overlord.HeapMemoryTaskStorage;
import org.apache.druid.java.util.common.Intervals;
import org.apache.druid.timeline.DataSegment;
import org.apache.druid.timeline.partition.NumberedShardSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Druid's store says of tasks, and of what they have published. */
@Timeout(60)
class MetadataDruidStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Attempt ATTEMPT = Attempts.placed("task", "east", 1, NOW);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final HeapMemoryTaskStorage tasks = new HeapMemoryTaskStorage(new TaskStorageConfig(null));
    private final InMemoryLedger ledger = new InMemoryLedger("owner");
    private final Term earlier = ledger.lead("another:8090", NOW);
    private final Set<DataSegment> stored = new TreeSet<>();
    private Term term = earlier;
    private MetadataDruidStore records = records();

    private MetadataDruidStore records() {
        return new MetadataDruidStore(tasks, this::find, ledger, term);
    }

    private Set<DataSegment> find(String dataSource, Set<String> ids) {
        assertThat(dataSource).isEqualTo("flights");
        return stored.stream()
                .filter(segment -> ids.contains(segment.getId().toString()))
                .collect(Collectors.toSet());
    }

    @AfterEach
    void closeRecords() {
        records.close();
    }

    private static <T> T answer(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static DataSegment segment(int partition) {
        return DataSegment.builder()
                .dataSource("flights")
                .interval(Intervals.of("2026-01-01/2026-01-02"))
                .version("v1")
                .shardSpec(new NumberedShardSpec(partition, 0))
                .size(1)
                .build();
    }

    private void note(Term by, DataSegment... segments) {
        List<String> ids = List.of(segments).stream()
                .map(segment -> segment.getId().toString())
                .toList();
        Publish publish = new Publish(ATTEMPT.id(), 1, by.epoch(), "flights", ids, false);
        ledger.write(by, List.of(new LedgerWrite.Put(ATTEMPT), new LedgerWrite.PutPublish(publish)));
    }

    private void beginNextTerm() {
        records.close();
        term = ledger.lead("overlord:8090", NOW);
        records = records();
    }

    @Test
    void aTaskIsActiveUntilDruidKnowsOfItsEnd() {
        tasks.insert(new NoopTask("task", null, "flights", 1000, 0, null), TaskStatus.running("task"));
        assertThat(answer(records.isActive(new TaskId("task")))).isTrue();
        tasks.setStatus(TaskStatus.success("task"));
        assertThat(answer(records.isActive(new TaskId("task")))).isFalse();
        assertThat(answer(records.isActive(new TaskId("unknown")))).isFalse();
    }

    @Test
    void whatWasNeverNotedIsNotPublished() {
        assertThat(answer(records.publishFate(ATTEMPT))).isEqualTo(PublishFate.NOTHING);
    }

    @Test
    void aNotedPublishIsCommittedOnceAllItsSegmentsAreStored() {
        note(term, segment(0), segment(1));
        stored.add(segment(0));
        assertThat(answer(records.publishFate(ATTEMPT))).isEqualTo(PublishFate.NOTHING);
        stored.add(segment(1));
        assertThat(answer(records.publishFate(ATTEMPT))).isEqualTo(PublishFate.COMMITTED);
    }

    @Test
    void aPublishThatAFormerLeaderLetThroughMayStillCome() {
        note(earlier, segment(0));
        beginNextTerm();
        assertThat(answer(records.publishFate(ATTEMPT))).isEqualTo(PublishFate.UNKNOWN);
        stored.add(segment(0));
        assertThat(answer(records.publishFate(ATTEMPT))).isEqualTo(PublishFate.COMMITTED);
    }

    @Test
    void aStoreThatDoesNotAnswerIsNeverTakenForNothing() {
        ledger.setStore(InMemoryLedger.Store.FAILS);
        assertThat(records.publishFate(ATTEMPT)).failsWithin(SOON);
    }

    @Test
    void nothingIsAskedAfterTheEndOfTheTerm() {
        records.close();
        assertThat(records.isActive(new TaskId("task"))).failsWithin(SOON);
    }
}
