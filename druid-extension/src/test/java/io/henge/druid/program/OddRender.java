package io.henge.druid.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code henge render} with good files, to which a test adds an odd one. */
final class OddRender {
    static final String RUNNER = "druid.indexer.runner.";

    /** The beginning of a template, up to the fields of its container. */
    static final String HEAD = "kind: PodTemplate\ntemplate:\n  spec:\n    containers:\n    - name: main\n";

    private final Path dir;

    /** @param dir where its files are */
    OddRender(Path dir) throws IOException {
        this.dir = dir;
        write("task.json", "{\"type\":\"noop\",\"id\":\"id\"}");
        write("base.yaml", HEAD + "      image: druid\n");
        write(
                "good.properties",
                "druid.indexer.task.encapsulatedTask=true\n"
                        + "druid.processing.intermediaryData.storage.type=deepstore\n"
                        + RUNNER + "type=multik8s\n" + RUNNER + "k8s.adapter.type=customTemplateAdapter\n" + RUNNER
                        + "clusters[0].name=east\n" + RUNNER + "clusters[0].taskNamespace=tasks\n" + RUNNER
                        + "k8s.podTemplate.base=" + dir.resolve("base.yaml") + "\n");
        write("overlord.properties", RUNNER + "k8s.adapter.type=overlordSingleContainer\n");
        write("strict.properties", RUNNER + "podFieldValidation=strict\n");
    }

    void write(String name, String text) throws IOException {
        Files.writeString(dir.resolve(name), text);
    }

    void write(String name, OddFile file) throws IOException {
        Files.write(dir.resolve(name), file.bytes());
    }

    private ProgramRun ran(String arguments, int status) {
        ProgramRun program = new ProgramRun(dir, Render::run);
        assertThat(program.run("--properties @good.properties " + arguments))
                .as(program.said())
                .isEqualTo(status);
        return program;
    }

    /** One line, in words of our own, and no Job. */
    void assertRefused(String arguments, String sentence) {
        ProgramRun program = ran(arguments, Render.REFUSED);
        assertThat(program.said()).startsWith("henge: " + sentence).hasLineCount(1);
        assertThat(program.said())
                .doesNotContainPattern(
                        "Exception|java\\.|com\\.fasterxml|class |null|while (parsing|scanning|construct)");
        assertThat(program.printed()).isEmpty();
    }

    /** What was said beside the Job. */
    String said(String arguments) {
        return ran(arguments, Render.DONE).said();
    }

    /** The Job, in JSON. */
    String printed(String arguments) {
        return new String(ran(arguments + " --output json", Render.DONE).printed(), StandardCharsets.UTF_8);
    }
}
