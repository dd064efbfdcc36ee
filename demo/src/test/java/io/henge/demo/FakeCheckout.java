package io.henge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A checkout of nothing but what decides whether something is to be built, with a Maven of its own: that one takes down each
 * build, waits until it is let go, and then puts ready-made jars in place.
 */
final class FakeCheckout {
    private static final String MAVEN = """
        #!/bin/sh
        if [ "$1" = -v ]; then echo "Apache Maven 3.9.9"; exit 0; fi
        echo "$*" >> "$FAKE/builds"
        read -r line < "$FAKE/go"
        case "$*" in
          *cli-dist*) mkdir -p cli-dist/target/henge-cli/programs
            cp "$FAKE/echo.jar" cli-dist/target/henge-cli/programs/ ;;
          *) mkdir -p demo/target/lib
            cp "$FAKE"/lib/*.jar demo/target/lib/
            cp "$FAKE/lib/demo.jar" demo/target/henge-demo-0.1.0.jar ;;
        esac
        """;

    private final Path root;
    private final Path fake;

    FakeCheckout(Path directory) throws Exception {
        this.root = Files.createDirectories(directory.resolve("check out"));
        this.fake = Files.createDirectories(directory.resolve("fake"));
        for (String file : List.of("pom.xml", "cli/pom.xml", "demo/pom.xml", "cli/src/main/a", "demo/src/main/a")) {
            Files.createDirectories(Objects.requireNonNull(root.resolve(file).getParent()));
            Files.writeString(root.resolve(file), "");
        }
        Path launcher = Path.of(Objects.requireNonNull(System.getProperty("henge.root")), "henge");
        Files.copy(launcher, root.resolve("henge"));
        Files.createDirectories(fake.resolve("bin"));
        Path maven = Files.writeString(fake.resolve("bin/mvn"), MAVEN);
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        assertThat(new ProcessBuilder("mkfifo", fake.resolve("go").toString())
                        .start()
                        .waitFor())
                .isZero();
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(fake.resolve("echo.jar")))) {
            add(jar, EchoProgram.class.getName().replace('.', '/') + ".class");
            jar.putNextEntry(new JarEntry("META-INF/services/java.util.spi.ToolProvider"));
            jar.write(EchoProgram.class.getName().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        putOwnClassesInto(Files.createDirectories(fake.resolve("lib")));
    }

    private static void add(JarOutputStream jar, String name) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        try (InputStream bytes = Objects.requireNonNull(FakeCheckout.class.getResourceAsStream("/" + name))) {
            bytes.transferTo(jar);
        }
    }

    /** What this test runs with, directories as jars. */
    private static void putOwnClassesInto(Path lib) throws IOException {
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path path = Path.of(entry);
            if (Files.isRegularFile(path)) {
                Files.copy(path, lib.resolve(number++ + ".jar"));
            } else if (Files.isDirectory(path)) {
                boolean demo = Files.exists(path.resolve("io/henge/demo/Henge.class"));
                jar(path, lib.resolve(demo ? "demo.jar" : number++ + ".jar"));
            }
        }
    }

    private static void jar(Path directory, Path file) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
                Stream<Path> files = Files.walk(directory)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(directory.relativize(path).toString()));
                jar.write(Files.readAllBytes(path));
            }
        }
    }

    /** As if its programs had been built just now. */
    void buildPrograms() throws IOException {
        Path programs = Files.createDirectories(root.resolve("cli-dist/target/henge-cli/programs"));
        Files.copy(fake.resolve("echo.jar"), programs.resolve("echo.jar"));
    }

    /** Lets a build that waits go on. */
    void letGo() throws IOException {
        Files.writeString(fake.resolve("go"), "go\n");
    }

    List<String> builds() throws IOException {
        return Files.exists(fake.resolve("builds")) ? Files.readAllLines(fake.resolve("builds")) : List.of();
    }

    /** Starts its command by the launcher, from another directory. */
    Command start(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT", root.resolve("henge") + ""));
        command.addAll(List.of(arguments));
        Path out = fake.resolve(name + ".out");
        Path err = fake.resolve(name + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(fake.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("FAKE", fake.toString());
        environment.put("PATH", fake.resolve("bin") + ":" + environment.get("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        return new Command(builder.start(), out, err);
    }

    /** A command that was started. */
    record Command(Process process, Path out, Path err) {
        String printed() {
            return read(out);
        }

        String said() {
            return read(err);
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new IllegalStateException(file + " cannot be read", e);
            }
        }
    }
}
