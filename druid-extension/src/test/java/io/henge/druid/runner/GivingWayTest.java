package io.henge.druid.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.druid.indexing.common.task.NoopTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another Overlord has taken the lead in the ledger. */
@Timeout(60)
class GivingWayTest {
    private final MemoryRunner overlord = new MemoryRunner(1, new MuteCluster("east", null));

    @BeforeEach
    void start() {
        overlord.runner().start();
    }

    @AfterEach
    void close() {
        overlord.close();
    }

    /** Whatever is written makes the former leader hear of it. */
    private void hearOfIt() {
        assertThat(overlord.runner().run(new NoopTask("a", null, "flights", 1, 0, null)))
                .isNotDone();
    }

    @Test
    void theProcessEndsWhereDruidDoesNotNotice() throws Exception {
        overlord.isOvertaken(Duration.ZERO);
        hearOfIt();
        assertThat(overlord.ended().await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void nothingEndsWhereDruidHasLetGoOfTheRunner() throws Exception {
        overlord.isOvertaken(Duration.ofMinutes(1));
        hearOfIt();
        assertThat(overlord.overtaken().await(1, TimeUnit.MINUTES)).isTrue();
        overlord.runner().stop();
        awaitNobodyGivesWay();
        assertThat(overlord.ended().getCount()).isOne();
    }

    @Test
    void nothingEndsWhereDruidDoesNotTakeItForTheLeader() throws Exception {
        overlord.isForgotten();
        overlord.isOvertaken(Duration.ofMillis(100));
        hearOfIt();
        assertThat(overlord.overtaken().await(1, TimeUnit.MINUTES)).isTrue();
        awaitNobodyGivesWay();
        assertThat(overlord.ended().getCount()).isOne();
    }

    private static void awaitNobodyGivesWay() {
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("henge-close")));
    }
}
