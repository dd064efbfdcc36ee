package io.henge.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.druid.discovery.NodeRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFilesTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void whatIsAnnouncedIsReadByRole() {
        NodeFiles files = new NodeFiles(directory);
        files.write(NodeRole.OVERLORD, "127.0.0.1:8090", "{}");
        files.write(NodeRole.PEON, "127.0.0.1:8100", "{}");
        assertThat(files.read(NodeRole.OVERLORD)).containsOnlyKeys("127.0.0.1:8090");
        files.delete(NodeRole.OVERLORD, "127.0.0.1:8090");
        assertThat(files.read(NodeRole.OVERLORD)).isEmpty();
        assertThat(files.read(NodeRole.BROKER)).isEmpty();
    }

    @Test
    void aNodeWhoseFileDoesNotChangeIsTakenForDeadUntilItDoes() {
        FreshNodes fresh = new FreshNodes();
        var written = Map.of("a:1", new NodeFiles.Announced("{}", 7));
        long later = FreshNodes.FRESH.plus(Duration.ofMillis(1)).toNanos();
        assertThat(fresh.of(written, 0)).containsOnlyKeys("a:1");
        assertThat(fresh.of(written, FreshNodes.FRESH.toNanos())).containsOnlyKeys("a:1");
        assertThat(fresh.of(written, later)).isEmpty();
        assertThat(fresh.of(Map.of("a:1", new NodeFiles.Announced("{}", 8)), later))
                .containsOnlyKeys("a:1");
    }
}
