package io.henge.druid.program;

import static io.henge.druid.program.OddRender.RUNNER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code henge render} says of files with a task or with properties that are not as they should be. */
class RenderFilesTest {
    @TempDir
    private Path dir;

    private OddRender render;

    @BeforeEach
    void write() throws Exception {
        render = new OddRender(dir);
    }

    static Stream<OddFile> tasks() {
        return Stream.of(
                OddFile.text("empty", "", " is empty. Expected a task in JSON: one object, with `type`."),
                OddFile.text("no type", "{\"id\": \"a\"}", ": type is missing. Expected the type of the task, such as"),
                OddFile.text(
                        "type of nothing",
                        "{\"type\": null}",
                        ": type is nothing. Expected the type of the task, such as"),
                OddFile.text(
                        "empty type", "{\"type\": \"\"}", ": type is empty. Expected the type of the task, such as"),
                OddFile.text(
                        "type is a list", "{\"type\": [\"noop\"]}", ": type is a list. Expected the type of the task"),
                OddFile.text(
                        "a list",
                        "[{\"type\": \"noop\"}]",
                        " is a list in JSON. Expected a task: one object, with `type`."),
                OddFile.text("a number", "7", " is a number in JSON. Expected a task"),
                OddFile.text("nothing", "null", " is nothing in JSON. Expected a task"),
                OddFile.text(
                        "Druid's answer",
                        "{\"task\": \"a\", \"payload\": {\"type\": \"noop\"}}",
                        ": type is missing. Expected the type of the task, such as \"type\": \"index_parallel\". It seems to be"
                                + " an answer of Druid: take what is below `task` or `payload`."),
                OddFile.text(
                        "trailing garbage",
                        "{\"type\": \"noop\"}\n}",
                        ", line 2: no JSON. Mend quotes, commas and brackets there or just above"),
                OddFile.text(
                        "two tasks",
                        "{\"type\": \"noop\"}\n{\"type\": \"noop\"}",
                        ", line 2: something follows the end of the task. Give one JSON object, and nothing behind it."),
                OddFile.text(
                        "a comma too many",
                        "{\"type\": \"noop\",\n}",
                        ", line 2: no JSON. Mend quotes, commas and brackets"),
                OddFile.text(
                        "cut off",
                        "{\"type\":\n\"noop",
                        ", line 2: the file ends before the task does. Close its quotes"),
                OddFile.text("YAML", "type: noop\n", ", line 1: no JSON. Mend quotes, commas and brackets"),
                new OddFile(
                        "Latin-1", "{\n\u00FC", ", line 2: a byte that is no text in UTF-8. Save the file as UTF-8."),
                OddFile.text(
                        "wrong kind in a field",
                        "{\"type\": \"noop\",\n\"runTime\": [1]}",
                        ", line 2: runTime is not what this Druid takes: its value is of the wrong kind. See Druid's"),
                OddFile.text(
                        "wrong form in a field",
                        "{\"type\": \"noop\",\n\"runTime\": \"long\"}",
                        ", line 2: runTime is not what this Druid takes: its value has the wrong form. See Druid's"),
                OddFile.text(
                        "no spec",
                        "{\"type\": \"index_parallel\"}",
                        ", line 1: the task is not what this Druid takes"));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void aTaskIsRefusedByFileLineAndField(OddFile task) throws Exception {
        render.write("odd.json", task);
        render.assertRefused("--task @odd.json", "@odd.json" + task.said());
    }

    @Test
    void aTaskMayBeginWithAMarkAndHaveWindowsLineEnds() throws Exception {
        render.write("odd.json", "\uFEFF{\r\n\"type\": \"noop\"}\r\n");
        assertThat(render.printed("--task @odd.json")).contains("\"kind\":\"Job\"");
    }

    static Stream<OddFile> properties() {
        return Stream.of(
                new OddFile("Latin-1", "a=\n#\u00FC", ", line 2: a byte that is no text in UTF-8. Save the"),
                OddFile.text(
                        "a Windows path",
                        "a=b\ndruid.extensions.directory=C:\\users\\druid\n",
                        ", line 2: `\\u` without four hexadecimal digits behind it. Write two backslashes where one is meant."));
    }

    @ParameterizedTest
    @MethodSource("properties")
    void propertiesAreRefusedByFileAndLine(OddFile file) throws Exception {
        render.write("odd.properties", file);
        render.assertRefused("--properties @odd.properties --task @task.json", "@odd.properties" + file.said());
    }

    @Test
    void propertiesWithoutARunnerTypeAreNotHenges() throws Exception {
        render.write("good.properties", RUNNER + "namespace=tasks\n");
        render.assertRefused(
                "--task @task.json",
                "`" + RUNNER
                        + "type` is not set. Give k8s, multik8s or k8sAndWorker, or Druid runs its tasks without Henge.");
    }

    @Test
    void propertiesMayBeginWithAMarkAndMayBeEmpty() throws Exception {
        render.write("empty.properties", "");
        render.write(
                "good.properties",
                "\uFEFF" + Files.readString(dir.resolve("good.properties")).replace("\n", "\r\n"));
        assertThat(render.printed("--properties @empty.properties --task @task.json"))
                .contains("\"kind\":\"Job\"");
    }
}
