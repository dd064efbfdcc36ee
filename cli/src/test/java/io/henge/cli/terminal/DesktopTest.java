package io.henge.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesktopTest {
    private static final URI PAGE = URI.create("http://here:8090/druid/indexer/v1/k8s/ui/");

    @TempDir
    private Path programs;

    @BeforeEach
    void thereIsAProgramThatOpens() throws Exception {
        assertThat(Files.createFile(programs.resolve("xdg-open")).toFile().setExecutable(true))
                .isTrue();
    }

    @Test
    void whereThereIsADesktopAPageIsOpened() {
        for (String display : List.of("DISPLAY", "WAYLAND_DISPLAY")) {
            assertThat(Desktop.opener(PAGE, Map.of(display, ":0", "PATH", "/none:" + programs), "Linux"))
                    .contains(List.of("xdg-open", PAGE.toString()));
        }
        assertThat(Desktop.opener(PAGE, Map.of(), "Mac OS X")).contains(List.of("open", PAGE.toString()));
    }

    @Test
    void whereThereIsNoneNothingIs() {
        assertThat(Desktop.opener(PAGE, Map.of("PATH", programs.toString()), "Linux"))
                .isEmpty();
        assertThat(Desktop.opener(PAGE, Map.of("DISPLAY", "", "PATH", programs.toString()), "Linux"))
                .isEmpty();
        assertThat(Desktop.opener(PAGE, Map.of("DISPLAY", ":0", "PATH", ""), "Linux"))
                .isEmpty();
        assertThat(Desktop.opener(PAGE, Map.of("SSH_CONNECTION", "a b"), "Mac OS X"))
                .isEmpty();
    }
}
