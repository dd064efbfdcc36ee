package io.henge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.demo.command.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code henge render}, from the command line to what is printed. What a Job looks like, the extension's own tests say. */
@Timeout(120)
class RenderCommandTest {
    private static final String ROOT = "henge.root";

    /** In the extension's place: tells what it was asked for, and has the last word on the exit status. */
    private static final String ECHO = """
            package io.henge.druid.program;
            public final class Render {
                public static void main(String[] arguments) {
                    System.out.println(String.join(" ", arguments));
                    System.out.println("grün");
                    System.exit(java.util.List.of(arguments).contains("bad.json") ? 2 : 0);
                }
            }
            """;

    @TempDir
    private Path dir;

    private final String root = Objects.requireNonNull(System.getProperty(ROOT));
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @AfterEach
    void goHome() {
        System.setProperty(ROOT, root);
    }

    private int run(String... arguments) {
        return Henge.run(
                new PrintStream(results, true, StandardCharsets.UTF_8),
                new PrintStream(messages, true, StandardCharsets.UTF_8),
                arguments);
    }

    private String printed() {
        return results.toString(StandardCharsets.UTF_8);
    }

    private String message() {
        return messages.toString(StandardCharsets.UTF_8).strip();
    }

    /** A checkout in which all is built, with {@link #ECHO} in the place of the extension. */
    private void goToAnotherCheckout() throws Exception {
        for (String file : List.of("pom.xml", "demo/pom.xml", "demo/druid/target/lib/druid.jar", "classes/none")) {
            Path path = dir.resolve(file);
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.write(path, new byte[0]);
        }
        Path source = Files.writeString(dir.resolve("classes/Render.java"), ECHO);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-encoding", "UTF-8", "-d", dir.resolve("classes") + "", source + ""))
                .isZero();
        String name = "io/henge/druid/program/Render.class";
        Path extension = Files.createDirectories(dir.resolve("druid-extension/target/extensions/henge"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(extension.resolve("henge.jar")))) {
            jar.putNextEntry(new JarEntry(name));
            jar.write(Files.readAllBytes(dir.resolve("classes").resolve(name)));
        }
        System.setProperty(ROOT, dir.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "render|--properties=F",
                "render --properties f|--task=T",
                "render --task t|--properties=F",
                "render --properties f --task t --output xml|yaml, json",
                "render --properties f --task t --template base|--template",
                "render --properties f --task t --clutser west|Did you mean --cluster?",
                "render --properties f --task t more|\"more\" is not known to henge render",
            })
    void whatIsWrongIsOneSentenceAndNothingIsRun(String line, String sentence) {
        assertThat(run(line.split(" ", -1))).isEqualTo(ExitCode.REFUSED);
        assertThat(message()).startsWith("henge: ").contains(sentence).hasLineCount(1);
        assertThat(printed()).isEmpty();
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(run("render", "--help")).isEqualTo(ExitCode.DONE);
        assertThat(printed())
                .startsWith("Usage: henge render")
                .contains("--properties=F", "--task=T", "--cluster=NAME", "--overlord-pod=F", "--template=KEY=F")
                .contains("--tls", "--output=FORMAT", "yaml or json (default: yaml)");
        assertThat(message()).isEmpty();
    }

    @Test
    void whatIsAskedForReachesTheExtensionAndItsAnswerIsPrinted() throws Exception {
        goToAnotherCheckout();
        assertThat(run(
                        "render",
                        "--properties",
                        "a",
                        "--properties",
                        "b",
                        "--task",
                        "t.json",
                        "--cluster",
                        "west",
                        "--template",
                        "base=x.yaml",
                        "--overlord-pod",
                        "pod.yaml",
                        "--tls",
                        "--output",
                        "json"))
                .isEqualTo(ExitCode.DONE);
        assertThat(printed().lines())
                .containsExactly(
                        "--task t.json --output json --properties a --properties b --overlord-pod pod.yaml"
                                + " --template base=x.yaml --cluster west --tls",
                        "grün");
    }

    @Test
    void withoutMoreTheJobIsPrintedAsYaml() throws Exception {
        goToAnotherCheckout();
        assertThat(run("render", "--properties", "a", "--task", "t.json")).isEqualTo(ExitCode.DONE);
        assertThat(printed()).startsWith("--task t.json --output yaml --properties a\n");
    }

    @Test
    void whatTheExtensionRefusesIsRefused() throws Exception {
        goToAnotherCheckout();
        assertThat(run("render", "--properties", "a", "--task", "bad.json")).isEqualTo(ExitCode.REFUSED);
    }

    /** With the extension and Druid's jars, as {@code henge build} makes them. */
    @Tag("real-cluster")
    @ParameterizedTest
    @ValueSource(strings = {"yaml", "json"})
    void theJobOfATaskIsPrinted(String format) {
        Path golden = Path.of(root, "druid-extension", "src", "test", "resources", "golden", "template");
        assertThat(run(
                        "render",
                        "--properties",
                        golden.resolve("runtime.properties").toString(),
                        "--task",
                        golden.resolve("task.json").toString(),
                        "--template",
                        "base=" + golden.resolve("base.yaml"),
                        "--output",
                        format))
                .as(message())
                .isEqualTo(ExitCode.DONE);
        assertThat(printed())
                .startsWith(format.equals("yaml") ? "---\n" : "{")
                .contains("indexflights2026-7f1330efd2492e62e433a40c53c0fafa", "druid.k8s.peons");
    }
}
