package io.henge.demo.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.demo.process.PartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactTest {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    private Path directory = Path.of("");

    private Path file(String name, Instant changed) throws IOException {
        Path file = directory.resolve(name);
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, name);
        return Files.setLastModifiedTime(file, FileTime.from(changed));
    }

    /** With an output directory as old as its files. */
    private Artifact artifact() throws IOException {
        if (Files.exists(directory.resolve("out/jar"))) {
            Files.setLastModifiedTime(
                    directory.resolve("out"), Files.getLastModifiedTime(directory.resolve("out/jar")));
        }
        return new Artifact(
                directory.resolve("out"),
                List.of(directory.resolve("src"), directory.resolve("none")),
                directory.resolve("stamp"));
    }

    @Test
    void whatIsMissingIsNotUpToDate() throws Exception {
        file("src/a", LONG_AGO);

        assertThat(artifact().upToDate()).isFalse();
    }

    @Test
    void aNewerSourceMakesItOutOfDate() throws Exception {
        file("src/deep/a", LONG_AGO);
        file("out/jar", LONG_AGO.plusSeconds(1));
        assertThat(artifact().upToDate()).isTrue();

        file("src/deep/b", LONG_AGO.plusSeconds(2));
        assertThat(artifact().upToDate()).isFalse();
    }

    @Test
    void outputOfAReproducibleBuildIsJudgedByItsDirectory() throws Exception {
        file("src/a", LONG_AGO.plusSeconds(1));
        file("out/extensions/jar", LONG_AGO);
        Files.setLastModifiedTime(directory.resolve("out/extensions"), FileTime.from(LONG_AGO.plusSeconds(2)));
        Files.setLastModifiedTime(directory.resolve("out"), FileTime.from(LONG_AGO));

        assertThat(artifact().upToDate()).isTrue();
    }

    @Test
    void builtFilesAreNoSources() throws Exception {
        file("src/a", LONG_AGO);
        file("out/jar", LONG_AGO.plusSeconds(1));
        file("src/target/b", LONG_AGO.plusSeconds(2));

        assertThat(artifact().upToDate()).isTrue();
    }

    @Test
    void aBuilderThatLeavesTheOutputUntouchedIsNotCalledForever() throws Exception {
        file("out/jar", LONG_AGO);
        file("src/a", LONG_AGO.plusSeconds(1));

        artifact().built(() -> {});

        assertThat(artifact().upToDate()).isTrue();
    }

    @Test
    void aFailedBuildIsNotRemembered() throws Exception {
        file("out/jar", LONG_AGO);
        file("src/a", LONG_AGO.plusSeconds(1));

        assertThatThrownBy(() -> artifact().built(() -> {
                    throw new PartFailed("broken");
                }))
                .isInstanceOf(PartFailed.class);

        assertThat(artifact().upToDate()).isFalse();
    }
}
