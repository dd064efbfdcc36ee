package io.henge.druid.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code henge render} says where there is no Job to print, and how it prints large tasks. */
class RenderTest {
    private static final String RUNNER = "druid.indexer.runner.";

    @TempDir
    private Path dir;

    private ProgramRun program;

    @BeforeEach
    void write() throws IOException {
        program = new ProgramRun(dir, Render::run);
        file("base.yaml", "kind: PodTemplate\ntemplate: {spec: {containers: [{name: main, image: druid}]}}\n");
        file("broken.yaml", "kind: Pod\n");
        file("task.json", "{\"type\":\"noop\",\"id\":\"id\"}");
        file("wrong.json", "{\"type\":\"noop\",");
        file("unknown.json", "{\"type\":\"teleport\",\"id\":\"id\"}");
        file(
                "good.properties",
                "druid.indexer.task.encapsulatedTask=true",
                "druid.processing.intermediaryData.storage.type=deepstore",
                RUNNER + "type=multik8s",
                RUNNER + "k8s.adapter.type=customTemplateAdapter",
                RUNNER + "clusters[0].name=east",
                RUNNER + "clusters[0].taskNamespace=tasks",
                RUNNER + "k8s.podTemplate.base=" + dir.resolve("base.yaml"));
        file("bad.properties", RUNNER + "capacity=0", RUNNER + "labels=[]");
        file("overlord.properties", RUNNER + "k8s.adapter.type=overlordSingleContainer");
    }

    private void file(String name, String... lines) throws IOException {
        program.file(name, lines);
    }

    private int render(String arguments) {
        return program.run(arguments);
    }

    private String said() {
        return program.said();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|Give --properties F --task T",
                "--properties @good.properties|Give --properties F --task T",
                "--task|--task has no value. Give --properties",
                "--color yes|--color is not known. Give --properties",
                "--template base|--template is `base`. Give --properties",
                "--properties @good.properties --task @task.json --output xml|Give --properties F --task T",
                "--properties @absent --task @task.json|@absent does not exist.",
                "--properties @good.properties --task @absent|@absent does not exist.",
                "--properties @good.properties --task @wrong.json|@wrong.json, line 2: the file ends before the task does. Close its quotes",
                "--properties @good.properties --task @unknown.json|@unknown.json is a task of type[teleport] that names no data source",
                "--properties @good.properties --task @task.json --cluster west|--cluster is `west`. Give one of east.",
                "--properties @good.properties --task @task.json --template base=@broken.yaml|@broken.yaml, line 1: kind is `Pod`. Expected `PodTemplate`",
                "--properties @good.properties --properties @overlord.properties --task @task.json|as --overlord-pod F",
                "--properties @good.properties --properties @overlord.properties --task @task.json --overlord-pod @broken.yaml"
                        + "|@broken.yaml, line 1: spec is missing. Expected at least one container in spec.containers.",
            })
    void whatIsWrongIsSaidInASentenceAndNothingIsPrinted(String arguments, String sentence) {
        assertThat(render(arguments)).isEqualTo(Render.REFUSED);
        assertThat(said()).startsWith("henge: ").contains(sentence).doesNotContain("\tat ");
        assertThat(program.printed()).isEmpty();
    }

    @Test
    void everyComplaintAboutThePropertiesIsALineOfItsOwn() {
        assertThat(render("--properties @good.properties --properties @bad.properties --task @task.json"))
                .isEqualTo(Render.REFUSED);
        assertThat(said().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("henge: `" + RUNNER))
                .anyMatch(line -> line.contains("capacity"))
                .anyMatch(line -> line.contains("labels"));
    }

    @Test
    void wrongRulesAreToldAsTheOverlordTellsThem() throws Exception {
        file(
                "rules.properties",
                RUNNER + "failover.rules=[{\"name\":\"odd\",\"onLost\":\"Hold\",\"purgeMode\":\"Fenced\"}]",
                RUNNER + "placement.rules=[{\"name\":\"odd\",\"require\":{\"name\":[\"nowhere\"]}}]");
        assertThat(render("--properties @good.properties --properties @rules.properties --task @task.json"))
                .isEqualTo(Render.REFUSED);
        assertThat(said().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("placement.rules"))
                .anyMatch(line -> line.contains("failover.rules") && line.contains("Rule[odd]: `purgeMode` is Fenced"));
    }

    @Test
    void whatIsProbablyAMistakeIsToldBesideTheJob() throws Exception {
        file(
                "slip.properties",
                RUNNER + "javaOptArray=[]",
                RUNNER + "pendingTasksRunnerNumThreads=2",
                "druid.indexer.task.encapsulatedTask=",
                "druid.processing.intermediaryData.storage.type=local");
        assertThat(render("--properties @good.properties --properties @slip.properties --task @task.json"))
                .as(said())
                .isZero();
        assertThat(said().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("henge: `druid.indexer.task.encapsulatedTask` is not set: peons"),
                        line -> assertThat(line)
                                .startsWith("henge: `druid.processing.intermediaryData.storage.type` is `local`: "),
                        line -> assertThat(line)
                                .isEqualTo("henge: `" + RUNNER + "javaOptArray` is not known: did you mean `" + RUNNER
                                        + "javaOptsArray`?"));
    }

    @Test
    void aTemplateKeyWithDotsIsRefusedWithBothThatEndTheSame() throws Exception {
        file("dots.properties", RUNNER + "k8s.podTemplate.prod.base=" + dir.resolve("base.yaml"));
        assertThat(render("--properties @good.properties --properties @dots.properties --task @task.json"))
                .isEqualTo(Render.REFUSED);
        assertThat(said())
                .startsWith("henge: `" + RUNNER + "k8s.podTemplate.prod.base` is `@base.yaml`. ")
                .contains("`" + RUNNER + "k8s.podTemplate.base`")
                .contains("Give `" + RUNNER + "k8s.podTemplate.prod_base`");
        assertThat(program.printed()).isEmpty();
    }

    @Test
    void aClustersOwnBrokenTemplateHarmsThatClusterOnly() throws Exception {
        file(
                "west.properties",
                RUNNER + "clusters[1].name=west",
                RUNNER + "clusters[1].taskNamespace=tasks",
                RUNNER + "clusters[1].context=west",
                RUNNER + "clusters[1].podTemplate.base=" + dir.resolve("broken.yaml"));
        String both = "--properties @good.properties --properties @west.properties --task @task.json --cluster ";
        assertThat(render(both + "east")).as(said()).isZero();
        assertThat(render(both + "west")).isEqualTo(Render.REFUSED);
        assertThat(said())
                .isEqualTo("henge: " + RUNNER + "clusters[1].podTemplate.base: @broken.yaml, line 1: kind is `Pod`. "
                        + "Expected `PodTemplate`: put the pod's metadata and spec below `template`.\n");
    }

    @Test
    void aLargeTaskComesWithItsSecretsOrByDeepStorage() throws Exception {
        byte[] noise = new byte[200_000];
        new Random(3).nextBytes(noise);
        file(
                "large.json",
                "{\"type\":\"noop\",\"id\":\"id\",\"context\":{\"noise\":\""
                        + Base64.getEncoder().encodeToString(noise) + "\"}}");
        String arguments = "--properties @good.properties --task @large.json --output json";
        assertThat(render(arguments)).as(said()).isZero();
        JsonNode list = new ObjectMapper().readTree(program.printed());
        assertThat(list.at("/items/0/kind").textValue()).isEqualTo("Secret");
        assertThat(list.at("/items/1/kind").textValue()).isEqualTo("Job");
        assertThat(list.at("/items/1/spec/template/spec/initContainers/0/name").textValue())
                .isEqualTo("henge-payload");
        file("s3.properties", "druid.indexer.logs.type=s3");
        assertThat(render(arguments + " --properties @s3.properties"))
                .as(said())
                .isZero();
        JsonNode job = new ObjectMapper().readTree(program.printed());
        assertThat(job.path("kind").textValue()).isEqualTo("Job");
        assertThat(job.toString()).doesNotContain("TASK_JSON").doesNotContain("initContainers");
    }
}
