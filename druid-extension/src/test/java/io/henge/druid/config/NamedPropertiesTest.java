package io.henge.druid.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.henge.druid.config.Property.Scope;
import io.henge.druid.ship.ClusterJobs;
import io.henge.kubernetes.check.ClusterCheck;
import io.henge.kubernetes.check.Finding;
import io.henge.kubernetes.check.FleetCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is refused, with every runner type: a message names only properties that there are for that type. */
class NamedPropertiesTest {
    private static final String RUNNER = RunnerConfigReader.PREFIX;
    private static final Pattern KEY =
            Pattern.compile("druid\\.indexer\\.runner\\.[A-Za-z0-9_.\\[\\]*]*[A-Za-z0-9_\\]]");
    private static final Pattern CLUSTER = Pattern.compile("clusters\\[[0-9*]]");

    /** How fabric8 is told where the user's kubeconfig is. */
    private static final String KUBECONFIG = "kubeconfig";

    /** An answer to all questions. */
    private static final String ALLOWED = "{\"status\":{\"allowed\":true,\"userInfo\":{\"username\":\"henge\"}}}";

    @TempDir
    private Path dir;

    private final Properties properties = new Properties();
    private HttpServer server;
    private volatile int code = 200;
    private volatile String body = ALLOWED;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                boolean hello = exchange.getRequestURI().getPath().endsWith("/version");
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(hello && code != 401 ? 200 : code, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        System.clearProperty(KUBECONFIG);
    }

    private void set(String key, String value) {
        properties.setProperty(RUNNER + key, value);
    }

    /** A configuration that is right, whose one cluster is the one that {@code kubeconfig} leads to. */
    private void configure(RunnerType type, Path kubeconfig) {
        set("type", type.value());
        set("k8s.adapter.type", "customTemplateAdapter");
        set("k8s.podTemplate.base", dir.resolve("base.yaml").toString());
        if (type == RunnerType.MULTI_K8S) {
            set("clusters[0].name", "east");
            set("clusters[0].taskNamespace", "tasks");
            set("clusters[0].kubeconfigPath", kubeconfig.toString());
        } else {
            set("namespace", "tasks");
            System.setProperty(KUBECONFIG, kubeconfig.toString());
        }
    }

    private List<String> complaints() {
        try {
            return read().notes();
        } catch (ConfigException e) {
            return String.valueOf(e.getMessage()).lines().toList();
        }
    }

    private RunnerConfig read() {
        return RunnerConfigReader.read(properties, new ObjectMapper());
    }

    private List<String> findings() {
        return FleetCheck.run(List.of(new ClusterCheck(
                        read().clusters().get(0).settings("", false), List.of(), List.of(), InstantSource.system())))
                .clusters()
                .get(0)
                .findings()
                .stream()
                .filter(finding -> finding.level() != Finding.Level.FINE)
                .map(Finding::sentence)
                .toList();
    }

    private Path kubeconfig(String... lines) throws IOException {
        Path file = dir.resolve("kubeconfig.yaml");
        return Files.write(file, List.of(lines));
    }

    private Path goodKubeconfig(String user) throws IOException {
        return kubeconfig(
                "kind: Config",
                "current-context: a",
                "contexts: [{name: a, context: {cluster: a, user: a}}]",
                "clusters: [{name: a, cluster: {server: \"http://127.0.0.1:"
                        + server.getAddress().getPort() + "\"}}]",
                "users: [{name: a, user: " + user + "}]");
    }

    private static boolean exists(String key, RunnerType type) {
        String rest = key.substring(RUNNER.length());
        Matcher cluster = CLUSTER.matcher(rest);
        if (cluster.lookingAt()) {
            return type != RunnerType.K8S
                    && (cluster.end() == rest.length()
                            || PropertyTable.find(rest.substring(cluster.end() + 1), Scope.CLUSTER)
                                    .isPresent());
        }
        return PropertyTable.find(rest, Scope.COMMON).isPresent();
    }

    /** @param given by whom the test asks for trouble, and which may therefore be named */
    private static void assertNamesWhatThereIs(RunnerType type, List<String> messages, String... given) {
        for (String message : messages) {
            List<String> unknown = KEY.matcher(message)
                    .results()
                    .map(match -> match.group())
                    .filter(key -> !exists(key, type) && !List.of(given).contains(key))
                    .toList();
            assertThat(unknown).as("what %s has not, in: %s", type, message).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongValueOfAnyProperty(RunnerType type) throws Exception {
        List<String> said = new ArrayList<>();
        // Of a wrong type, nobody knows what there is for it.
        for (Property property : PropertyTable.where(property -> !property.key().equals("type"))) {
            String key = property.key().replace(Property.OPEN, "a\0b");
            for (Scope scope : List.of(Scope.COMMON, Scope.CLUSTER)) {
                if (property.scope().includes(scope) && (scope == Scope.COMMON || type == RunnerType.MULTI_K8S)) {
                    properties.clear();
                    configure(type, dir.resolve("absent"));
                    set((scope == Scope.CLUSTER ? "clusters[0]." : "") + key, "\0{");
                    said.addAll(complaints());
                }
            }
        }
        assertThat(said).hasSizeGreaterThan(20);
        assertNamesWhatThereIs(type, said);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMissing(RunnerType type) throws Exception {
        configure(type, dir.resolve("absent"));
        List<String> said = new ArrayList<>();
        for (String key : List.copyOf(properties.stringPropertyNames())) {
            String value = String.valueOf(properties.remove(key));
            if (!key.endsWith(".type")) {
                said.addAll(complaints());
            }
            properties.setProperty(key, value);
        }
        properties.remove(RUNNER + "namespace");
        set("k8s.adapter.type", "overlordSingleContainer");
        said.addAll(complaints());
        assertThat(said).anyMatch(line -> line.contains("k8s.podTemplate.base` is not set."));
        assertNamesWhatThereIs(type, said);
    }

    @ParameterizedTest
    @EnumSource
    void keysThatNobodyKnows(RunnerType type) throws Exception {
        configure(type, dir.resolve("absent"));
        for (String key : List.of(
                "taskNamespace", "proxy.https", "adapter.type", "name", "kubeconfigPath", "javaOptArray", "weight")) {
            set(key, "1");
            assertNamesWhatThereIs(type, complaints(), RUNNER + key);
            properties.remove(RUNNER + key);
        }
    }

    @ParameterizedTest
    @EnumSource
    void kubeconfigsThatAreNone(RunnerType type) throws Exception {
        configure(type, dir.resolve("kubeconfig.yaml"));
        List<String> said = new ArrayList<>();
        for (String text : List.of(
                "x: [",
                "kind: Pod",
                "kind: Config",
                "{kind: Config, current-context: b}",
                "{kind: Config, current-context: a, contexts: [{name: a, context: {cluster: a, user: a}}]}",
                "{kind: Config, current-context: a, contexts: [{name: a, context: {cluster: a, user: a}}], "
                        + "clusters: [{name: a, cluster: {server: \"ftp://a\"}}]}",
                "{kind: Config, current-context: a, contexts: [{name: a, context: {cluster: a, user: a}}], "
                        + "clusters: [{name: a, cluster: {server: \"https://a\"}}]}")) {
            kubeconfig(text);
            List<String> found = findings();
            assertThat(found).as(text).hasSize(1);
            said.addAll(found);
        }
        for (String user : List.of(
                "{tokenFile: /no/such}",
                "{client-certificate-data: x, client-key-data: y}",
                "{exec: {apiVersion: client.authentication.k8s.io/v1, command: /no/such}}")) {
            goodKubeconfig(user);
            said.addAll(findings());
        }
        assertThat(said).hasSizeGreaterThan(8);
        assertNamesWhatThereIs(type, said);
    }

    @ParameterizedTest
    @EnumSource
    void clustersThatRefuseOrAreNotThere(RunnerType type) throws Exception {
        configure(type, goodKubeconfig("{token: secret}"));
        List<String> said = new ArrayList<>();
        for (int answer : List.of(401, 403, 404, 500)) {
            code = answer;
            said.addAll(findings());
        }
        code = 200;
        body = "{\"status\":{\"allowed\":false,\"userInfo\":{\"username\":\"system:anonymous\"}}}";
        said.addAll(findings());
        body = "{\"status\":{\"allowed\":false,\"userInfo\":{\"username\":\"henge\"}}}";
        said.addAll(findings());
        server.stop(0);
        List<String> away = findings();
        assertThat(away).singleElement().asString().contains(", or ");
        said.addAll(away);
        kubeconfig(String.join("\n", Files.readAllLines(dir.resolve("kubeconfig.yaml")))
                .replaceAll("127.0.0.1:\\d+", "no-such-host.invalid"));
        said.addAll(findings());
        assertThat(said).hasSizeGreaterThan(7);
        assertNamesWhatThereIs(type, said);
    }

    @ParameterizedTest
    @CsvSource({"K8S, k8s.podTemplate.kill", "MULTI_K8S, k8s.podTemplate.kill", "K8S_AND_WORKER, k8s.podTemplate.kill"})
    void aTemplateThatIsNotThereIsSharedAndNamed(RunnerType type, String key) throws Exception {
        configure(type, dir.resolve("absent"));
        set(key, "/no/such.yaml");
        ClusterJobs jobs = ClusterJobs.of(read(), "overlord");
        List<String> said = new ArrayList<>();
        assertThatThrownBy(jobs::checkSharedTemplates)
                .isInstanceOf(ConfigException.class)
                .satisfies(
                        e -> said.addAll(String.valueOf(e.getMessage()).lines().toList()));
        assertThat(said).anyMatch(line -> line.startsWith(RUNNER + key + ": /no/such.yaml does not exist."));
        assertNamesWhatThereIs(type, said);
    }

    @Test
    void aPropertyThatThereIsNotIsSeen() {
        assertThat(exists(RUNNER + "proxy.https", RunnerType.K8S)).isFalse();
        assertThat(exists(RUNNER + "clusters[0].proxy.https", RunnerType.K8S)).isFalse();
        assertThat(exists(RUNNER + "clusters[0].proxy.https", RunnerType.MULTI_K8S))
                .isTrue();
    }
}
