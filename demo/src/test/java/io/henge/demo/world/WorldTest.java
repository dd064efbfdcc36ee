package io.henge.demo.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldTest {
    @TempDir
    private Path temporary = Path.of("");

    @Test
    void aRouterPortInUseIsRefusedBeforeAnythingStarts() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> World.requireFree(taken.getLocalPort()))
                    .isInstanceOf(Refused.class)
                    .hasMessage("--router-port: port " + taken.getLocalPort()
                            + " is in use. Choose another one, or leave it out to have a free port chosen.");
        }
    }

    @Test
    void whereNoWorldIsThereIsNothingToOpenOrEnd() {
        assertThatThrownBy(() -> World.open(temporary))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("no world is up in " + temporary);
        assertThatThrownBy(() -> World.down(temporary.resolve("none"), Progress.silent()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void downOfAnEmptyDirectoryIsDoneAtOnceAndAgain() throws Exception {
        assertThat(World.down(temporary, Progress.silent())).isZero();
        assertThat(World.down(temporary, Progress.silent())).isZero();
    }
}
