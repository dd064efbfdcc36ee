package io.henge.druid.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.fence.Claim;
import io.henge.core.ledger.Term;
import io.henge.core.loop.Fence;
import io.henge.core.loop.LedgerWriter;
import io.henge.testkit.fleet.Attempts;
import io.henge.testkit.ledger.InMemoryLedger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.druid.indexing.common.actions.SegmentAllocateAction;
import org.apache.druid.indexing.common.actions.SurrogateAction;
import org.apache.druid.indexing.common.actions.TaskAction;
import org.apache.druid.indexing.common.actions.TaskActionClient;
import org.apache.druid.java.util.common.DateTimes;
import org.apache.druid.java.util.common.granularity.Granularities;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The ledger's writer of these tests has no thread: what waits for it is never carried out. */
class UnconfirmedActionsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final SegmentAllocateAction ALLOCATE = new SegmentAllocateAction(
            "flights", DateTimes.EPOCH, Granularities.NONE, Granularities.DAY, "task_0", null, true, null, null, null);

    private final List<TaskAction<?>> carriedOut = new ArrayList<>();

    @Test
    void anAllocationAsksNoLedger() throws Exception {
        client().submit(ALLOCATE);
        assertThat(carriedOut).containsExactly(ALLOCATE);
    }

    @Test
    void norDoesOneInTheNameOfAParent() throws Exception {
        SurrogateAction<?, ?> forParent = new SurrogateAction<>("parent", ALLOCATE);
        client().submit(forParent);
        assertThat(carriedOut).containsExactly(forParent);
    }

    private FencedActionClient client() {
        InMemoryLedger ledger = new InMemoryLedger("owner");
        Term term = ledger.lead("overlord:8090", NOW);
        Attempt attempt = Attempts.placed("task", "east", term.epoch(), NOW);
        Fence fence = new Fence(InstantSource.system());
        fence.put(attempt);
        ActionGate gate =
                new ActionGate(fence, ledger, new LedgerWriter(ledger, term), term, task -> Optional.of(attempt));
        return new FencedActionClient(
                new Recorder(), attempt.task(), Optional.of(new Claim(attempt.id(), attempt.token())), gate);
    }

    private final class Recorder implements TaskActionClient {
        @Override
        public <R> @Nullable R submit(TaskAction<R> action) {
            carriedOut.add(action);
            return null;
        }
    }
}
