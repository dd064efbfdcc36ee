package io.henge.druid.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.JobSighting;
import io.henge.druid.metrics.HeardEmitter.Metric;
import io.henge.druid.runner.LogCluster;
import io.henge.druid.runner.MemoryRunner;
import io.henge.druid.runner.MuteCluster;
import java.util.Map;
import java.util.Optional;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the gauges are sent: while this Overlord leads. */
@Timeout(30)
class HengeMonitorTest {
    private MemoryRunner memory = new MemoryRunner(5, new LogCluster(Map.of()));
    private final TaskMaster taskMaster = new TaskMaster(null, null);
    private final HeardEmitter emitter = new HeardEmitter();
    private final HengeMonitor monitor = new HengeMonitor(taskMaster);

    @AfterEach
    void endTerm() {
        memory.close();
    }

    @Test
    void nothingIsSentBeforeAndAfterThisOverlordLeads() {
        monitor.start();
        assertThat(monitor.monitor(emitter)).isTrue();
        taskMaster.becomeHalfLeader(memory.runner(), null);
        assertThat(monitor.monitor(emitter)).isTrue();
        assertThat(emitter.metrics()).isEmpty();
        memory.runner().start();
        taskMaster.stopBeingLeader();
        assertThat(monitor.monitor(emitter)).isTrue();
        assertThat(emitter.metrics()).isEmpty();
    }

    @Test
    void theLeaderSendsWhatIsSo() {
        memory.runner().start();
        taskMaster.becomeHalfLeader(memory.runner(), null);
        monitor.start();
        ListenableFuture<TaskStatus> unused = memory.runner().run(new NoopTask("a", null, "flights", 1000, 0, null));
        Awaitility.await()
                .until(() -> !memory.runner().fleet().snapshot().attempts().isEmpty());
        assertThat(monitor.monitor(emitter)).isTrue();
        assertThat(emitter.metrics("k8s/task/waiting/count"))
                .extracting(Metric::value)
                .containsExactly(1L);
        assertThat(emitter.metrics("k8s/task/running/count"))
                .singleElement()
                .satisfies(metric -> assertThat(metric.dimensions()).containsEntry("k8s_cluster", "east"));
        assertThat(emitter.metrics("k8s/loop/fault/count"))
                .extracting(Metric::value)
                .containsExactly(0L);
    }

    @Test
    void aFaultOfHengesOwnIsCounted() {
        memory = new MemoryRunner(5, new MuteCluster("east", null) {
            @Override
            public Optional<JobSighting> find(JobName job) {
                throw new IllegalStateException("A fault, planted by a test");
            }
        });
        memory.runner().start();
        taskMaster.becomeHalfLeader(memory.runner(), null);
        monitor.start();
        ListenableFuture<TaskStatus> unused = memory.runner().run(new NoopTask("a", null, "flights", 1000, 0, null));
        Awaitility.await().until(() -> {
            boolean unusedToo = monitor.monitor(emitter);
            return emitter.metrics("k8s/loop/fault/count").stream()
                    .anyMatch(metric -> metric.value().longValue() > 0);
        });
    }
}
