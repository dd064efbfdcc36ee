package io.henge.e2e.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The command of the archive, unpacked into a directory with a space in its name and called by a symbolic link, with nothing on
 * the {@code PATH} but a handful of small programs: no Maven, no Java, no checkout around it.
 */
public final class UnpackedCommand {
    private static final Path ROOT = Path.of(System.getProperty("henge.root"));
    private static final List<String> PROGRAMS = List.of("sh", "dirname", "readlink", "sed", "head");

    private final Path directory;
    private final Path home;
    private final Path bin;
    private final Path link;
    private int started;

    public UnpackedCommand(Path directory) throws Exception {
        this.directory = directory;
        Path unpacked = Files.createDirectories(directory.resolve("un packed"));
        assertThat(new ProcessBuilder("tar", "xzf", archive().toString(), "-C", unpacked.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        this.home = unpacked.resolve("henge-cli-0.1.0");
        this.bin = Files.createDirectories(directory.resolve("bin"));
        for (String program : PROGRAMS) {
            Files.createSymbolicLink(bin.resolve(program), Path.of("/bin", program));
        }
        this.link = Files.createSymbolicLink(bin.resolve("henge"), home.resolve("bin/henge"));
    }

    static Path archive() {
        return ROOT.resolve("cli-dist/target/henge-cli-0.1.0.tar.gz");
    }

    Path home() {
        return home;
    }

    /** One that was started. */
    public record Started(Process process, Path out, Path err) {
        public int status() throws InterruptedException {
            return process.waitFor();
        }

        public String printed() throws IOException {
            return Files.readString(out);
        }

        public String said() throws IOException {
            return Files.readString(err);
        }
    }

    /** Starts it with the Java that this test runs on. */
    Started start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    /** As above, with more variables in its environment. */
    public Started start(Map<String, String> variables, String... arguments) throws IOException {
        Map<String, String> environment = new TreeMap<>(variables);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        return start(link, environment, arguments);
    }

    Started start(Path program, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/env", "--default-signal=INT", program.toString()));
        command.addAll(List.of(arguments));
        started++;
        Path out = directory.resolve(started + ".out");
        Path err = directory.resolve(started + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().putAll(environment);
        return new Started(builder.start(), out, err);
    }
}
