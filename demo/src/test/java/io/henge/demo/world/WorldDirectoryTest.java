package io.henge.demo.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.cli.exit.Refused;
import io.henge.demo.process.FileClaim;
import io.henge.demo.process.Parts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldDirectoryTest {
    @TempDir
    private Path temporary = Path.of("");

    private WorldDirectory directory() {
        return new WorldDirectory(temporary.resolve("world"));
    }

    @Test
    void aPlaceThatCannotBeADirectoryIsRefused() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "");

        assertThatThrownBy(() -> new WorldDirectory(file.resolve("below")).prepare())
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("--dir: " + file.resolve("below"))
                .hasMessageContaining("cannot be written")
                .hasMessageContaining("Choose a directory");
    }

    @Test
    void aDirectoryWithoutTheRightToWriteIsRefused() {
        // Not even root may make files there.
        assertThatThrownBy(() -> new WorldDirectory(Path.of("/proc/1")).prepare())
                .isInstanceOf(Refused.class)
                .hasMessageContaining("--dir: /proc/1 cannot be written");
    }

    @Test
    void aFullFileSystemIsRefused() {
        assertThatThrownBy(() -> directory().requireRoom(3 * 1024 * 1024))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("only 3 MiB free")
                .hasMessageContaining("needs 500 MiB");
        directory().requireRoom(1L << 40);
    }

    @Test
    void aDirectoryWithARunningWorldIsRefusedAndNamesItsParts() throws Exception {
        WorldDirectory directory = directory();
        directory.prepare();
        directory.clear(List.of());
        Parts parts = directory.parts();
        parts.start("overlord-1", List.of("sleep", "1000"), temporary);
        try {
            assertThatThrownBy(() -> directory.clear(List.of("cluster east")))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("holds a running world: overlord-1")
                    .hasMessageContaining("cluster east")
                    .hasMessageContaining("henge down --dir");
        } finally {
            parts.end(parts.running());
        }
    }

    @Test
    void filesOfSomebodyElseAreNeverTouched() throws Exception {
        Path foreign =
                Files.writeString(Files.createDirectories(directory().root()).resolve("logs"), "mine");

        assertThatThrownBy(() -> directory().clear(List.of()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("(logs)");
        directory().delete();

        assertThat(foreign).hasContent("mine");
    }

    @Test
    void anEndedWorldMakesPlaceForANewOne() throws Exception {
        WorldDirectory directory = directory();
        directory.prepare();
        directory.clear(List.of());
        Files.writeString(Files.createDirectories(directory.logs()).resolve("a.log"), "old");
        Files.writeString(directory.root().resolve("notes.txt"), "kept");

        directory.clear(List.of());

        assertThat(directory.logs()).doesNotExist();
        assertThat(directory.root().resolve("notes.txt")).exists();
    }

    @Test
    void onlyOneAtATimeChangesAWorld() {
        WorldDirectory directory = directory();
        directory.prepare();
        FileClaim claim = directory.claim();

        assertThatThrownBy(directory::claim).isInstanceOf(Refused.class).hasMessageContaining("another henge");
        claim.close();
        directory.claim().close();
    }
}
