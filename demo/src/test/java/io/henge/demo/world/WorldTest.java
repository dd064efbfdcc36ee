package io.henge.demo.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.cli.exit.Refused;
import io.henge.demo.process.Part;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
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
    void aPartThatIsStartedAgainIsKnownAndEndsWithTheWorld() throws Exception {
        WorldDirectory directory = new WorldDirectory(temporary);
        try (ServerSocket served = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Part derby = directory.parts().start("derby", List.of("sleep", "1000"), temporary);
            new Environment(
                            List.of(),
                            List.of(),
                            null,
                            new Environment.ZooKeeper("127.0.0.1:1", 1),
                            new Environment.Metadata(
                                    "jdbc:derby://127.0.0.1:" + served.getLocalPort() + "/henge", derby.pid()),
                            "/deep",
                            "/logs",
                            "33.0.0",
                            null)
                    .write(directory.environment());
            try (World world = World.open(temporary)) {
                world.end("derby");
                assertThat(derby.mark().isAlive()).isFalse();
                assertThat(derbyOf(WorldStatus.of(temporary)).state()).isEqualTo("gone");

                world.start("derby");
                Part again = directory.parts().running("derby").orElseThrow();
                assertThat(derbyOf(WorldStatus.of(temporary)))
                        .isEqualTo(new WorldStatus.Entry(
                                "derby",
                                again.pid(),
                                "running",
                                world.environment().metadata().jdbcUrl()));
                assertThatThrownBy(() -> world.start("derby")).hasMessageContaining("still runs");
                assertThatThrownBy(() -> world.end("other"))
                        .hasMessage("This world has no Part[other], only [zookeeper, derby]");
            }
        }
        assertThat(directory.parts().running()).isEmpty();
    }

    private static WorldStatus.Entry derbyOf(WorldStatus status) {
        return status.parts().stream()
                .filter(part -> part.name().equals("derby"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void downOfAnEmptyDirectoryIsDoneAtOnceAndAgain() throws Exception {
        assertThat(World.down(temporary, Progress.silent())).isZero();
        assertThat(World.down(temporary, Progress.silent())).isZero();
    }
}
