package io.henge.druid.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code henge check} refuses, and what it makes of what the clusters answer. */
class CheckTest {
    private static final String RUNNER = "druid.indexer.runner.";

    @TempDir
    private Path dir;

    /** Where Jobs were sent to. */
    private final List<String> posted = new CopyOnWriteArrayList<>();

    private ProgramRun program;
    private HttpServer server;

    /** An API server that has a version, allows everything, and has everything but {@code ConfigMap[missing]}. */
    @BeforeEach
    void start() throws IOException {
        program = new ProgramRun(dir, Check::run);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                if (exchange.getRequestURI().getPath().endsWith("/jobs")) {
                    posted.add(exchange.getRequestURI().toString());
                }
                boolean there = !exchange.getRequestURI().getPath().endsWith("/configmaps/missing");
                byte[] body =
                        "{\"gitVersion\":\"v1.34.4\",\"status\":{\"allowed\":true,\"userInfo\":{\"username\":\"henge\"}}}"
                                .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(there ? 200 : 404, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        kubeconfig("east.yaml", server.getAddress().getPort());
        template("base.yaml", "there");
        template("lost.yaml", "missing");
        file("broken.yaml", "kind: Pod");
        file(
                "good.properties",
                "druid.indexer.task.encapsulatedTask=true",
                "druid.processing.intermediaryData.storage.type=deepstore",
                RUNNER + "type=multik8s",
                RUNNER + "k8s.adapter.type=customTemplateAdapter",
                RUNNER + "clusters[0].name=east",
                RUNNER + "clusters[0].taskNamespace=tasks",
                RUNNER + "clusters[0].kubeconfigPath=" + dir.resolve("east.yaml"),
                RUNNER + "k8s.podTemplate.base=" + dir.resolve("base.yaml"));
        file("bad.properties", RUNNER + "capacity=0", RUNNER + "labels=[]");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void file(String name, String... lines) throws IOException {
        program.file(name, lines);
    }

    private void kubeconfig(String name, int port) throws IOException {
        file(
                name,
                "kind: Config",
                "current-context: a",
                "contexts: [{name: a, context: {cluster: a, user: a}}]",
                "clusters: [{name: a, cluster: {server: \"http://127.0.0.1:" + port + "\"}}]",
                "users: [{name: a, user: {token: secret}}]");
    }

    private void template(String name, String configMap) throws IOException {
        file(
                name,
                "kind: PodTemplate",
                "template:",
                "  spec:",
                "    serviceAccountName: peon",
                "    containers: [{name: main, image: druid, envFrom: [{configMapRef: {name: " + configMap + "}}]}]");
    }

    /** Which namespace the Overlord is in is not known where it is not. */
    @Test
    void thatSecretsRegisterClustersIsNotRefusedOffTheCluster() throws IOException {
        Files.writeString(
                dir.resolve("good.properties"), RUNNER + "registration.secrets=true\n", StandardOpenOption.APPEND);
        assertThat(check("--properties @good.properties")).as(said()).isEqualTo(Check.WORKS);
    }

    private int check(String arguments) {
        return program.run(arguments);
    }

    private String said() {
        return program.said();
    }

    private List<String> findings(int cluster, String level) throws IOException {
        JsonNode findings = new ObjectMapper().readTree(program.printed()).at("/clusters/" + cluster + "/findings");
        return StreamSupport.stream(findings.spliterator(), false)
                .filter(finding -> finding.path("level").asText().equals(level))
                .map(finding -> finding.path("about").asText() + ": "
                        + finding.path("sentence").asText().replace(dir + "/", "@"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|Give --properties F",
                "--properties|--properties has no value. Give --properties",
                "--task t|--task is not known. Give --properties",
                "--properties @good.properties --output text|--output is `text`. Give --properties",
                "--properties @absent|@absent does not exist.",
            })
    void wrongUsageIsSaidInASentence(String arguments, String sentence) {
        assertThat(check(arguments)).isEqualTo(Check.REFUSED);
        assertThat(said()).startsWith("henge: ").contains(sentence).doesNotContain("\tat ");
        assertThat(program.printed()).isEmpty();
    }

    @Test
    void everythingThatKeepsTheOverlordFromStartingIsSaidAtOnce() throws Exception {
        file(
                "other.properties",
                RUNNER + "type=remote",
                RUNNER + "failover.rules=[{\"name\":\"empty\"}]",
                "druid.extensions.loadList=[\"druid-s3\"]");
        assertThat(check("--properties @good.properties --properties @bad.properties --properties @other.properties"))
                .isEqualTo(Check.REFUSED);
        assertThat(said().lines())
                .hasSize(5)
                .allSatisfy(line -> assertThat(line).startsWith("henge: `druid."))
                .anyMatch(line -> line.contains("failover.rules`") && line.contains("Rule[empty]: It says nothing."))
                .anyMatch(line -> line.contains("runner.type` is `remote`. Give one of k8s, multik8s, k8sAndWorker."))
                .anyMatch(line -> line.contains("loadList` is `[\"druid-s3\"]`. Add \"henge\" to it."))
                .anyMatch(line -> line.contains("capacity"))
                .anyMatch(line -> line.contains("labels"));
    }

    @Test
    void aFieldThatIsNotKnownIsToldAndKeepsNobodyFromStarting() throws Exception {
        file(
                "misspelt.yaml",
                "kind: PodTemplate",
                "template:",
                "  spec:",
                "    serviceAccountName: peon",
                "    restartPolicy: Never",
                "    nodeselector: {disk: ssd}",
                "    containers: [{name: main, image: druid}]");
        file("misspelt.properties", RUNNER + "k8s.podTemplate.base=" + dir.resolve("misspelt.yaml"));
        assertThat(check("--properties @good.properties --properties @misspelt.properties"))
                .as(said())
                .isZero();
        assertThat(said() + new String(program.printed(), StandardCharsets.UTF_8))
                .contains(
                        "misspelt.yaml, line 6: template.spec.nodeselector is not known. Did you mean `nodeSelector`?");
    }

    @Test
    void druidsOwnDefaultTypeIsNotHenges() throws Exception {
        file("bare.properties", RUNNER + "clusters[0].name=east");
        assertThat(check("--properties @bare.properties")).isEqualTo(Check.REFUSED);
        assertThat(said()).contains("runner.type` is not set. Give k8s, multik8s or k8sAndWorker");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "runnerStrategy.type=taskType|runnerStrategy.taskType.default` is not set. Give k8s or worker.",
                "runnerStrategy.type=moon|runnerStrategy.type` is `moon`. Give k8s, worker or taskType.",
                "workerTaskRunnerType=remote|workerTaskRunnerType` is `remote`. Give httpRemote",
            })
    void whatTheOverlordRefusesOfWorkersIsRefused(String setting, String sentence) throws Exception {
        file("workers.properties", RUNNER + "type=k8sAndWorker", RUNNER + "k8sAndWorker." + setting);
        assertThat(check("--properties @good.properties --properties @workers.properties"))
                .isEqualTo(Check.REFUSED);
        assertThat(said()).startsWith("henge: `" + RUNNER + "k8sAndWorker.").contains(sentence);
        assertThat(program.printed()).isEmpty();
    }

    @Test
    void aTemplateOfTheOneClusterIsRefusedAsOneThatClustersShare() throws Exception {
        file(
                "single.properties",
                RUNNER + "type=k8s",
                RUNNER + "namespace=tasks",
                RUNNER + "k8s.adapter.type=customTemplateAdapter",
                RUNNER + "k8s.podTemplate.base=" + dir.resolve("base.yaml"),
                RUNNER + "k8s.podTemplate.kill=/no/such.yaml");
        assertThat(check("--properties @single.properties")).isEqualTo(Check.REFUSED);
        assertThat(said()).contains(RUNNER + "k8s.podTemplate.kill: /no/such.yaml does not exist.");
    }

    @Test
    void theJobOfEachTemplateIsTriedWithoutBeingMade() throws Exception {
        file("more.properties", RUNNER + "k8s.podTemplate.kill=" + dir.resolve("base.yaml"));
        assertThat(check("--properties @good.properties --properties @more.properties"))
                .as(said())
                .isEqualTo(Check.WORKS);
        assertThat(findings(0, "fine"))
                .contains(
                        "identity: The API server takes us for henge.",
                        "Job of pod template[base]: The API server would make it.",
                        "Job of pod template[kill]: The API server would make it.");
        assertThat(posted).hasSize(2).allMatch(path -> path.endsWith("/namespaces/tasks/jobs?dryRun=All"));
    }

    @Test
    void aBrokenSharedTemplateIsRefusedAsTheOverlordRefusesIt() throws Exception {
        file("template.properties", RUNNER + "k8s.podTemplate.base=" + dir.resolve("broken.yaml"));
        assertThat(check("--properties @good.properties --properties @template.properties"))
                .isEqualTo(Check.REFUSED);
        assertThat(said()).contains("@broken.yaml, line 1: kind is `Pod`.");
    }

    @Test
    void whatIsProbablyAMistakeIsTold() throws Exception {
        file(
                "slip.properties",
                RUNNER + "adapter.type=customTemplateAdapter",
                "druid.indexer.task.encapsulatedTask=",
                "druid.processing.intermediaryData.storage.type=local");
        assertThat(check("--properties @good.properties --properties @slip.properties"))
                .isEqualTo(Check.WORKS);
        assertThat(said())
                .contains("henge: `" + RUNNER + "adapter.type` is not known: did you mean `" + RUNNER
                        + "k8s.adapter.type`?")
                .contains("henge: `druid.indexer.task.encapsulatedTask` is not set: ")
                .contains("every task fails. Give true, in the Overlord's properties and in the peons'.");
    }

    @Test
    void aConfigurationThatWorksIsFine() throws Exception {
        assertThat(check("--properties @good.properties")).as(said()).isEqualTo(Check.WORKS);
        assertThat(findings(0, "problem")).isEmpty();
        assertThat(findings(0, "fine"))
                .contains("ConfigMap[there]: It is there.", "ServiceAccount[peon]: It is there.");
        assertThat(check("--properties @good.properties --output yaml")).isEqualTo(Check.WORKS);
        assertThat(new String(program.printed(), StandardCharsets.UTF_8))
                .contains("verdict: \"works\"", "name: \"east\"");
    }

    @Test
    void aClustersOwnTroubleIsThatClustersProblem() throws Exception {
        file(
                "more.properties",
                RUNNER + "clusters[1].name=west",
                RUNNER + "clusters[1].taskNamespace=other",
                RUNNER + "clusters[1].kubeconfigPath=" + dir.resolve("east.yaml"),
                RUNNER + "clusters[1].serviceAccount=own",
                RUNNER + "clusters[1].podTemplate.kill=" + dir.resolve("lost.yaml"),
                RUNNER + "clusters[1].podTemplate.noop=" + dir.resolve("broken.yaml"));
        assertThat(check("--properties @good.properties --properties @more.properties"))
                .isEqualTo(Check.PROBLEM);
        assertThat(findings(0, "problem")).isEmpty();
        assertThat(findings(1, "fine")).contains("ConfigMap[there]: It is there.", "ServiceAccount[own]: It is there.");
        assertThat(findings(1, "problem"))
                .containsExactly(
                        "pod template[noop]: " + RUNNER + "clusters[1].podTemplate.noop: @broken.yaml, line 1: kind is "
                                + "`Pod`. Expected `PodTemplate`: put the pod's metadata and spec below `template`.",
                        "ConfigMap[missing]: There is none in namespace[other], and envFrom of container[main] of "
                                + "pod template[kill] names it. Make it, or change the name.");
    }

    @Test
    void podsMadeFromTheOverlordsAreKnownOnlyWithThatPod() throws Exception {
        file(
                "overlord.properties",
                RUNNER + "k8s.adapter.type=overlordSingleContainer",
                RUNNER + "overlordNamespace=druid");
        file(
                "overlord.yaml",
                "kind: Pod",
                "spec:",
                "  serviceAccountName: overlord",
                "  containers: [{name: main, image: druid, envFrom: [{configMapRef: {name: missing}}]}]");
        String arguments = "--properties @good.properties --properties @overlord.properties";
        assertThat(check(arguments)).as(said()).isEqualTo(Check.WORKS);
        assertThat(findings(0, "unseen")).singleElement().asString().contains("--overlord-pod F");
        assertThat(check(arguments + " --overlord-pod @overlord.yaml")).isEqualTo(Check.PROBLEM);
        assertThat(findings(0, "problem")).singleElement().asString().startsWith("ConfigMap[missing]: ");
    }

    @Test
    void nothingReachedIsAStatusOfItsOwn() throws Exception {
        server.stop(0);
        assertThat(check("--properties @good.properties")).isEqualTo(Check.UNREACHABLE);
        assertThat(findings(0, "problem")).singleElement().asString().contains("could not be reached");
    }
}
