package io.henge.druid.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.Attempt;
import io.henge.core.fence.Claim;
import io.henge.core.ledger.Term;
import io.henge.core.loop.Fence;
import io.henge.core.loop.LedgerWriter;
import io.henge.testkit.fleet.Attempts;
import io.henge.testkit.ledger.InMemoryLedger;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.druid.indexing.common.actions.SegmentTransactionalInsertAction;
import org.apache.druid.indexing.common.actions.TaskAction;
import org.apache.druid.indexing.common.actions.TaskActionClient;
import org.apache.druid.indexing.overlord.SegmentPublishResult;
import org.apache.druid.java.util.common.Intervals;
import org.apache.druid.timeline.DataSegment;
import org.apache.druid.timeline.partition.NumberedShardSpec;
import org.apache.druid.timeline.partition.ShardSpec;
import org.apache.druid.timeline.partition.TombstoneShardSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A later attempt that replaces more than it has rows for publishes tombstones, which lie nowhere. */
class TombstonePublishTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ROOT = "henge-attempts/j-task-1";

    private final InMemoryLedger ledger = new InMemoryLedger("owner");
    private final Term term = ledger.lead("overlord", NOW);
    private final LedgerWriter writer = new LedgerWriter(ledger, term);
    private final Fence fence = new Fence(InstantSource.system());
    private final Published published = new Published();

    /** Druid's side: every publish succeeds. */
    private static final class Published implements TaskActionClient {
        private @Nullable TaskAction<?> action;

        @Override
        @SuppressWarnings("unchecked") // Only publishes are submitted here.
        public <R> R submit(TaskAction<R> submitted) {
            action = submitted;
            return (R) SegmentPublishResult.ok(Set.of());
        }
    }

    @BeforeEach
    void begin() {
        writer.start();
    }

    @AfterEach
    void end() {
        writer.close();
    }

    private static DataSegment segment(String day, ShardSpec shard, Map<String, Object> loadSpec) {
        return DataSegment.builder()
                .dataSource("flights")
                .interval(Intervals.of(day + "/P1D"))
                .version("v1")
                .shardSpec(shard)
                .loadSpec(loadSpec)
                .size(1)
                .build();
    }

    private static DataSegment tombstone() {
        Map<String, Object> nowhere = new LinkedHashMap<>();
        nowhere.put("type", DataSegment.TOMBSTONE_LOADSPEC_TYPE);
        nowhere.put("path", null);
        return segment("2026-01-02", new TombstoneShardSpec(), nowhere);
    }

    private static DataSegment at(String path) {
        return segment("2026-01-01", new NumberedShardSpec(0, 1), Map.of("type", "local", "path", path));
    }

    private void publish(DataSegment... segments) throws IOException {
        Attempt like = Attempts.placed("task", "east", 1, NOW);
        Attempt row = Attempt.placed(like.id(), like.address(), like.token(), like.traits(), 1, ROOT, NOW);
        fence.put(row);
        ActionGate gate = new ActionGate(fence, ledger, writer, term, task -> Optional.of(row));
        new FencedActionClient(published, row.task(), Optional.of(new Claim(row.id(), row.token())), gate)
                .submit(SegmentTransactionalInsertAction.appendAction(Set.of(segments), null, null, null));
    }

    @Test
    void tombstonesPassBesideTheAttemptsOwnFiles() throws Exception {
        publish(at("/deep/" + ROOT + "/flights/index"), tombstone());
        assertThat(published.action).isNotNull();
    }

    @Test
    void theyDoNotMakeAnothersFilesPass() {
        assertThatThrownBy(() -> publish(at("/deep/flights/index"), tombstone()))
                .hasMessageContaining("/deep/flights/index");
        assertThat(published.action).isNull();
    }
}
