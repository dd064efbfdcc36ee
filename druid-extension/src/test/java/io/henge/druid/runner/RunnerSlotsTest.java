package io.henge.druid.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import java.util.List;
import java.util.Map;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.common.task.NoopTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The slots that Druid is told of. */
@Timeout(30)
class RunnerSlotsTest {
    private static final int CAPACITY = 2;
    private static final String CATEGORY = "_k8s_worker_category";

    private static void run(HengeTaskRunner runner, String... tasks) {
        for (String id : tasks) {
            ListenableFuture<TaskStatus> unused = runner.run(new NoopTask(id, null, "flights", 1000, 0, null));
        }
    }

    @Test
    void beforeAnyClusterIsKnownAllIsIdle() {
        try (MemoryRunner memory = new MemoryRunner(CAPACITY)) {
            HengeTaskRunner runner = memory.runner();
            assertThat(runner.getTotalCapacity()).isEqualTo(CAPACITY);
            runner.start();
            assertThat(runner.getTotalTaskSlotCount()).isEqualTo(Map.of(CATEGORY, 2L));
            assertThat(runner.getIdleTaskSlotCount()).isEqualTo(Map.of(CATEGORY, 2L));
            assertThat(runner.getUsedCapacity()).isZero();
            assertThat(runner.getScalingStats().isPresent()).isFalse();
        }
    }

    @Test
    void whatHasAPlaceIsUsedAndWhatWaitsIsNot() {
        try (MemoryRunner memory = new MemoryRunner(CAPACITY, new MuteCluster("west", null))) {
            HengeTaskRunner runner = memory.runner();
            runner.start();
            run(runner, "a");
            await().until(() -> runner.getUsedCapacity() == 1);
            assertThat(runner.getTotalTaskSlotCount()).isEqualTo(Map.of(CATEGORY, 2L));
            assertThat(runner.getIdleTaskSlotCount()).isEqualTo(Map.of(CATEGORY, 1L));
            run(runner, "b", "c");
            await().until(() -> runner.getUsedTaskSlotCount().equals(Map.of(CATEGORY, 2L)));
            assertThat(runner.getKnownTasks()).hasSize(3);
            assertThat(runner.getIdleTaskSlotCount()).isEqualTo(Map.of(CATEGORY, 0L));
            assertThat(runner.getLazyTaskSlotCount()).isEqualTo(Map.of(CATEGORY, 0L));
            assertThat(runner.getBlacklistedTaskSlotCount()).isEqualTo(Map.of(CATEGORY, 0L));
        }
    }

    @Test
    void slotsFollowTheCapacity() {
        try (MemoryRunner memory = new MemoryRunner(CAPACITY, new MuteCluster("west", null))) {
            HengeTaskRunner runner = memory.runner();
            runner.start();
            for (int capacity : List.of(9, 1)) {
                memory.setCapacity(capacity);
                await().until(() -> runner.getTotalCapacity() == capacity);
                assertThat(runner.getIdleTaskSlotCount()).isEqualTo(Map.of(CATEGORY, (long) capacity));
            }
        }
    }

    @Test
    void aClusterThatCannotBeSeenIsBlacklisted() {
        try (MemoryRunner memory = new MemoryRunner(
                CAPACITY, new MuteCluster("east", "the network is down"), new MuteCluster("west", null))) {
            HengeTaskRunner runner = memory.runner();
            runner.start();
            await().until(() -> runner.getBlacklistedTaskSlotCount().equals(Map.of(CATEGORY, 2L)));
            assertThat(runner.getTotalCapacity()).isEqualTo(CAPACITY);
        }
    }
}
