package io.henge.demo.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnprivilegedTest {
    private static final Path PROGRAM = Path.of("/bin/sh");

    @TempDir
    private Path directory;

    @Test
    void whatIsStartedIsNotRootAndMayWriteWhereItIsTo() throws Exception {
        Optional<List<String>> prefix = Unprivileged.prefix(PROGRAM, directory);
        assumeTrue(prefix.isPresent(), "This is root, and there is no way here to be another");
        List<String> command = new ArrayList<>(prefix.get());
        command.addAll(List.of(PROGRAM.toString(), "-c", "id -u && touch '" + directory + "/written'"));

        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said.strip()).matches("[1-9][0-9]*");
        assertThat(directory.resolve("written")).exists();
    }
}
