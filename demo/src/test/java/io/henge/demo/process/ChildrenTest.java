package io.henge.demo.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void givesTheStatusAndShowsAndKeepsTheOutput() throws Exception {
        List<String> seen = new ArrayList<>();
        Path log = directory.resolve("logs/a.log");

        int status = new Children(Map.of("WORD", "henge"))
                .run(directory, List.of("bash", "-c", "echo $WORD; exit 7"), log, seen::add);

        assertThat(status).isEqualTo(7);
        assertThat(seen).containsExactly("henge");
        assertThat(Files.readAllLines(log)).containsExactly("henge");
    }

    @Test
    void aCommandBegunAfterTheCloseIsEndedAtOnce() throws Exception {
        Children children = new Children(Map.of());
        children.close();

        int status = children.run(directory, List.of("sleep", "1000"), directory.resolve("b.log"));

        assertThat(status).isNotZero();
    }
}
