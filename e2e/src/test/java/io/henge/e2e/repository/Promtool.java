package io.henge.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.henge.demo.world.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Prometheus' own tool, which {@code ./henge build} makes. */
public final class Promtool {
    private static final long ENDS_WITHIN_SECONDS = 60;

    private Promtool() {}

    /** What it says, if it finds nothing wrong; it reads {@code input}. Where it could not be built the test is left out. */
    public static String run(Path input, String... arguments) throws IOException, InterruptedException {
        Path built = Installation.find().promtool();
        assumeTrue(
                Files.isExecutable(built),
                () -> "There is no " + built + ". ./henge build makes it, which needs Go and Go's module proxy");
        List<String> command =
                Stream.concat(Stream.of(built.toString()), Stream.of(arguments)).toList();
        Path said = Files.createTempFile("promtool-", ".log");
        try {
            Process tool = new ProcessBuilder(command)
                    .redirectInput(input.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            boolean ended = tool.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
            String text = Files.readString(said);
            assertThat(ended).as(text).isTrue();
            assertThat(tool.exitValue()).as(text).isZero();
            return text;
        } finally {
            Files.delete(said);
        }
    }
}
