package io.henge.druid.program;

import static io.henge.druid.program.OddRender.HEAD;
import static io.henge.druid.program.OddRender.RUNNER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code henge render} says of files that people write for pods and that are not as they should be. */
class RenderDocumentsTest {
    @TempDir
    private Path dir;

    private OddRender render;

    @BeforeEach
    void write() throws Exception {
        render = new OddRender(dir);
    }

    private static String bomb() {
        StringBuilder text = new StringBuilder("x-0: &a0 {a: x}\n");
        for (int i = 1; i < 40; i++) {
            text.append("x-%d: &a%d {a: *a%d, b: *a%d}\n".formatted(i, i, i - 1, i - 1));
        }
        return text + HEAD + "      odd: *a39\n";
    }

    static Stream<OddFile> templates() {
        return Stream.of(
                OddFile.text("empty", "", " is empty."),
                OddFile.text("nothing but a comment", "# kind: PodTemplate\n---\n", " is empty."),
                OddFile.text("blank", " \n\t\r\n", " is empty."),
                OddFile.text(
                        "a list at top",
                        "- kind: PodTemplate\n",
                        ", line 1: the document is a list. Expected fields, with `kind: PodTemplate`."),
                OddFile.text("text at top", "see the wiki", ", line 1: the document is a text. Expected fields, with"),
                OddFile.text(
                        "no kind",
                        "template: {}",
                        " has no `kind`. Expected `kind: PodTemplate`, and below `template` the"),
                OddFile.text(
                        "a Deployment",
                        "apiVersion: apps/v1\nkind: Deployment\n",
                        ", line 2: kind is `Deployment`. Expected `PodTemplate`: make its spec.template the `template`."),
                OddFile.text(
                        "a Pod",
                        "apiVersion: v1\nkind: Pod\n",
                        ", line 2: kind is `Pod`. Expected `PodTemplate`: put the pod's metadata and spec below"),
                OddFile.text(
                        "kind in small letters",
                        "kind: podtemplate",
                        ", line 1: kind is `podtemplate`. Expected `PodTemplate`"),
                OddFile.text(
                        "kind is a list",
                        "kind: [PodTemplate]",
                        ", line 1: kind is `a list`. Expected `PodTemplate`, and"),
                OddFile.text(
                        "duplicate key",
                        HEAD + "      image: a\n      image: b\n",
                        ", line 7: template.spec.containers[0].image is there twice, the first time in line 6. Leave one"),
                OddFile.text(
                        "tab", HEAD + "\t  image: a\n", ", line 6: a tab where YAML takes none. Indent with spaces."),
                OddFile.text(
                        "Helm's value",
                        HEAD + "      image: {{ .Values.image }}\n",
                        ", line 6: `{{ }}` of Helm or the like, which nobody filled in. Give the rendered file"),
                OddFile.text(
                        "Helm's block",
                        HEAD + "      {{- with .Values.env }}\n      env: {{ toYaml . }}\n      {{- end }}\n",
                        ", line 6: `{{ }}` of Helm or the like"),
                OddFile.text(
                        "two documents",
                        HEAD + "---\n" + HEAD,
                        ", line 7: a second document begins there, after a line `---`. Put each document into a file of its own."),
                OddFile.text(
                        "command is a text",
                        HEAD + "      command: /peon.sh\n",
                        ", line 6: template.spec.containers[0].command is a text. Expected a list: begin each element with"
                                + " `- `, or write it as [\"a\", \"b\"]."),
                OddFile.text(
                        "env is an object",
                        HEAD + "      env:\n        A: b\n",
                        ", line 6: template.spec.containers[0].env is an object with fields. Expected a list"),
                OddFile.text(
                        "text where a number is meant",
                        HEAD + "      ports:\n      - containerPort: http\n",
                        ", line 7: template.spec.containers[0].ports[0].containerPort is the text `http`. Expected a whole"),
                OddFile.text(
                        "a number that is too large",
                        HEAD + "      ports: [{containerPort: 99999999999}]\n",
                        ", line 6: template.spec.containers[0].ports[0].containerPort is the number `99999999999`. Expected"),
                OddFile.text(
                        "text where a boolean is meant",
                        HEAD + "      tty: sometimes\n",
                        ", line 6: template.spec.containers[0].tty is the text `sometimes`. Expected true or false."),
                OddFile.text(
                        "no quantity",
                        HEAD + "      resources: {limits: {memory: 4 GB}}\n",
                        ", line 6: template.spec.containers[0].resources.limits.memory is the text `4 GB`. Expected a"
                                + " quantity such as 500m, 2 or 4Gi."),
                OddFile.text(
                        "an object where a text is meant",
                        HEAD + "      args: [-c, run: it]\n",
                        ", line 6: template.spec.containers[0].args[1] is an object with fields. Expected a text."),
                OddFile.text(
                        "text where an object is meant",
                        "kind: PodTemplate\ntemplate: no\n",
                        ", line 2: template is a text."),
                OddFile.text(
                        "nothing where an object is meant",
                        "kind: PodTemplate\ntemplate:\n",
                        ", line 2: template.spec is missing. Expected at least one container in template.spec.containers."),
                OddFile.text(
                        "nothing where containers are meant",
                        "kind: PodTemplate\ntemplate:\n  spec:\n    containers: null\n",
                        ", line 4: template.spec.containers is empty. Expected at least one container in"),
                OddFile.text(
                        "an element of nothing",
                        HEAD + "    -\n",
                        ", line 6: template.spec.containers[1] is empty. Write what belongs there behind the `- `, or take"),
                OddFile.text(
                        "wrong indentation",
                        "kind: PodTemplate\ntemplate:\nspec:\n  containers: [{name: main}]\n",
                        ", line 2: template.spec is missing. Expected at least one container in template.spec.containers."
                                + " There, line 3: spec is not known there. Did you mean `template.spec`? Mend the"),
                OddFile.text(
                        "indented between two levels",
                        HEAD + "     image: a\n",
                        ", line 6: its indentation, or what it begins with, fits none of the lines above. Indent all fields"),
                OddFile.text(
                        "an open quote", HEAD + "      image: \"druid\n", ", line 6: a quote is not closed. Close it."),
                OddFile.text(
                        "an open bracket",
                        HEAD + "      args: [a, b\n      tty: true\n",
                        ", line 7: a list in `[ ]` is not closed, or lacks a comma at column"),
                OddFile.text(
                        "a colon in a text",
                        HEAD + "      image: note: this\n",
                        ", line 6: a colon at column 18 where no field can begin. Put a text that has `: ` in it in quotes"),
                OddFile.text(
                        "no colon",
                        HEAD + "      image\n      tty: true\n",
                        ", line 6: expected `name: value`, and there is no"),
                OddFile.text(
                        "an alias of nothing",
                        HEAD + "      image: *druid\n",
                        ", line 6: `*druid` names nothing above it."),
                OddFile.text(
                        "an alias of itself",
                        HEAD + "      env: &e [*e]\n",
                        ", line 6: `*e` stands inside of what it names."),
                OddFile.text(
                        "merging a text",
                        HEAD + "      <<: base\n",
                        ", line 6: `<<` merges a text. Give it an alias of an"),
                OddFile.text(
                        "a tag",
                        HEAD + "      image: !Sub x\n",
                        ", line 6: the tag `!Sub` means nothing here. Take it out"),
                OddFile.text(
                        "an alias bomb",
                        bomb(),
                        " holds more than a cluster takes, once its aliases (`*name`) are followed. Take some of them out."),
                OddFile.text(
                        "very deep",
                        "kind: PodTemplate\ntemplate: " + "{a: ".repeat(9_000),
                        ", line 2: more than 100 levels of"),
                OddFile.text(
                        "3 MB", HEAD + "# " + "x".repeat(3 << 20), " is larger than 1024 KiB. Is it the right file?"),
                new OddFile("Latin-1", "k:\ngr\u00FCn", ", line 2: a byte that is no text in UTF-8. Save"),
                new OddFile(
                        "UTF-16",
                        "\u00FF\u00FEk\u0000",
                        ", line 1: a byte that is no text in UTF-8. Save the file as UTF-8."),
                OddFile.text(
                        "an archive",
                        "\u001F\u0008a\u0000",
                        ", line 1: a control character, which YAML does not take."),
                OddFile.text(
                        "JSON with one bracket too many",
                        "{\"kind\": \"PodTemplate\", \"template\": {\"spec\": {\"containers\": [{\"name\": \"a\"}]}}}\n}",
                        ", line 2: something follows the end of the document. Take it out"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void aTemplateIsRefusedByFileLineAndField(OddFile template) throws Exception {
        render.write("odd.yaml", template);
        render.assertRefused(
                "--task @task.json --template base=@odd.yaml",
                RUNNER + "k8s.podTemplate.base: @odd.yaml" + template.said());
    }

    @Test
    void aTemplateThatIsNoFileIsRefused() {
        String arguments = "--task @task.json --template base=";
        render.assertRefused(
                arguments + dir,
                RUNNER + "k8s.podTemplate.base: " + dir + " is a directory. Give the path of a file in it.");
        render.assertRefused(arguments + "@absent.yaml", RUNNER + "k8s.podTemplate.base: @absent.yaml does not exist.");
    }

    static Stream<OddFile> pods() {
        return Stream.of(
                OddFile.text("empty", "", " is empty."),
                OddFile.text("two pods", "kind: Pod\n---\nkind: Pod\n", ", line 3: a second document begins there"),
                OddFile.text(
                        "a list of pods",
                        "apiVersion: v1\nkind: List\nitems: []\n",
                        ", line 2: kind is `List`. Expected one `Pod`, as `kubectl get pod NAME -o yaml` prints it."),
                OddFile.text(
                        "no containers",
                        "kind: Pod\nspec: {}\n",
                        ", line 2: spec.containers is missing. Expected at least"),
                OddFile.text(
                        "command is a text",
                        "kind: Pod\nspec:\n  containers:\n  - command: sh\n",
                        ", line 4: spec.containers[0].command is a text. Expected a list"),
                OddFile.text(
                        "kubectl's own error",
                        "Error from server (NotFound): pods \"o\" not found",
                        " has no `kind`. Expected `kind: Pod`, and"));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void theOverlordsPodIsRefusedByFileLineAndField(OddFile pod) throws Exception {
        render.write("pod.yaml", pod);
        render.assertRefused(
                "--properties @overlord.properties --task @task.json --overlord-pod @pod.yaml",
                "@pod.yaml" + pod.said());
    }

    static Stream<OddFile> patches() {
        return Stream.of(
                OddFile.text(
                        "text", "none", ": It is a text. Expected an object with metadata and spec of a pod template."),
                OddFile.text(
                        "wrong field", "{\"spek\": {}}", ": It, line 1: spek is not known. Expected metadata and spec"),
                OddFile.text(
                        "wrong kind",
                        "spec: {containers: {}}",
                        ": It, line 1: spec.containers is an object with fields."),
                OddFile.text(
                        "not closed", "spec: {", ": It, line 1: a bracket or comma at column 8 is one too many, or"),
                OddFile.text(
                        "a directive",
                        "spec: {$retainKeys: [a]}",
                        ": It, line 1: spec.$retainKeys is not known. `$patch:"));
    }

    @ParameterizedTest
    @MethodSource("patches")
    void aPatchIsRefusedByLineAndField(OddFile patch) throws Exception {
        String text = new String(patch.bytes(), StandardCharsets.UTF_8);
        render.write("patch.properties", RUNNER + "clusters[0].podPatch=" + text + "\n");
        render.assertRefused(
                "--properties @patch.properties --task @task.json",
                "`" + RUNNER + "clusters[0].podPatch` is `" + text + "`."
                        + patch.said().substring(1));
    }

    @Test
    void whatIsNotKnownIsToldAndIsInTheJob() throws Exception {
        render.write(
                "odd.yaml",
                ("\uFEFFx-common: &common\n  image: druid\n" + HEAD + "      <<: *common\n      commmand: [a]\n"
                                + "    nodeselector: {disk: ssd}\n    newField: {a: 1}\n")
                        .replace("\n", "\r\n"));
        render.write(
                "patch.properties", RUNNER + "clusters[0].podPatch={\"spec\":{\"tolerationz\":[{\"key\":\"a\"}]}}");
        String arguments = "--properties @patch.properties --task @task.json --template base=@odd.yaml";
        String template = "henge: " + RUNNER + "k8s.podTemplate.base: @odd.yaml, line ";
        assertThat(render.said(arguments).lines())
                .containsExactly(
                        "henge: `" + RUNNER + "clusters[0].podPatch` at line 1: spec.tolerationz is not known."
                                + " Did you mean `tolerations`?",
                        template + "9: template.spec.containers[0].commmand is not known. Did you mean `command`?",
                        template + "10: template.spec.nodeselector is not known. Did you mean `nodeSelector`?",
                        template + "11: template.spec.newField is not known here; it is kept as it is.");
        assertThat(render.printed(arguments))
                .contains("\"image\":\"druid\"", "\"commmand\":[\"a\"]", "\"nodeselector\":{\"disk\":\"ssd\"}")
                .contains("\"newField\":{\"a\":1}", "\"tolerationz\":[{\"key\":\"a\"}]")
                .doesNotContain("<<", "x-common");
    }

    @Test
    void aStrictReadingRefusesWhatIsNotKnown() throws Exception {
        render.write("odd.yaml", HEAD + "      commmand: [a]\n");
        render.write("patch.properties", RUNNER + "clusters[0].podPatch=spec: {tolerationz: []}\n");
        render.write("pod.yaml", "kind: Pod\nspec: {containers: [{name: main, imige: druid}]}\n");
        String strict = "--properties @strict.properties --task @task.json ";
        render.assertRefused(
                strict + "--template base=@odd.yaml",
                RUNNER + "k8s.podTemplate.base: @odd.yaml, line 6: template.spec.containers[0].commmand is not known."
                        + " Did you mean `command`?");
        render.assertRefused(
                strict + "--properties @patch.properties",
                "`" + RUNNER + "clusters[0].podPatch` is `spec: {tolerationz: []}`. It, line 1: spec.tolerationz is not"
                        + " known. Did you mean `tolerations`?");
        render.assertRefused(
                strict + "--properties @overlord.properties --overlord-pod @pod.yaml",
                "@pod.yaml, line 2: spec.containers[0].imige is not known. Did you mean `image`?");
    }
}
