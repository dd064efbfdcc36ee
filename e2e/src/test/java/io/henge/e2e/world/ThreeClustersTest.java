package io.henge.e2e.world;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Has one world brought up for all that can share three clusters, and taken down after the last test. */
@Tag("real-cluster")
class ThreeClustersTest {
    @TempDir
    private static Path directory;

    @BeforeAll
    static void bringUp() throws InterruptedException {
        ThreeClusters.bringUp(directory);
    }

    @AfterAll
    static void takeDown() {
        ThreeClusters.takeDown();
    }

    @Nested
    class StreamingDrain extends StreamingDrainTest {}

    @Nested
    class KeptTasks extends KeptTasksTest {}

    @Nested
    class AnnouncedTasks extends AnnouncedTasksTest {}

    @Nested
    class Lease extends LeaseTest {}

    @Nested
    class PreservedState extends PreservedStateTest {}

    @Nested
    class LostStreams extends LostStreamsTest {}

    @Nested
    class UnwellPods extends UnwellPodsTest {}

    @Nested
    class ClusterLoss extends ClusterLossTest {}
}
