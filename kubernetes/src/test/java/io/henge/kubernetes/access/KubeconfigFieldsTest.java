package io.henge.kubernetes.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.henge.kubernetes.stub.StubSettings;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every field of a kubeconfig counts or is refused; docs/operations.md has the table, {@link TlsTest} the handshakes. */
class KubeconfigFieldsTest {
    private static final Pattern ROW = Pattern.compile("\\| (context|cluster|user|exec) \\| `([A-Za-z-]+)` \\| .+ \\|");

    @TempDir
    private Path dir;

    private Access read(String cluster, String user) throws Exception {
        Path file = Files.writeString(dir.resolve("it.yaml"), """
                kind: Config
                current-context: one
                contexts: [{name: one, context: {cluster: one, user: one, namespace: elsewhere, colour: red}}]
                clusters: [{name: one, cluster: {server: "https://127.0.0.1:1", colour: red, %s}}]
                users: [{name: one, user: {colour: red, %s}}]
                """.formatted(cluster, user));
        ClusterSettings settings = StubSettings.of(file, null, Duration.ofSeconds(5));
        return new AccessReader(settings, InstantSource.system()).read(false);
    }

    @Test
    void everyFieldStandsInTheTable() throws IOException {
        Path page = Path.of(Objects.requireNonNull(System.getProperty("henge.root")))
                .resolve("docs/operations.md");
        Set<String> told = Files.readAllLines(page).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> row.group(1) + " " + row.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = Map.of(
                        "context",
                        Context.class,
                        "cluster",
                        Cluster.class,
                        "user",
                        AuthInfo.class,
                        "exec",
                        ExecConfig.class)
                .entrySet()
                .stream()
                .flatMap(of -> fieldsOf(of.getValue()).map(field -> of.getKey() + " " + field))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(known).contains("cluster tls-server-name", "user as-user-extra", "exec interactiveMode");
        assertThat(told).isEqualTo(known);
    }

    private static Stream<String> fieldsOf(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields()).flatMap(KubeconfigFieldsTest::nameOf);
    }

    /** As the relocated Jackson is told it. */
    private static Stream<String> nameOf(Field field) {
        return Arrays.stream(field.getAnnotations())
                .filter(annotation ->
                        annotation.annotationType().getSimpleName().equals("JsonProperty"))
                .map(KubeconfigFieldsTest::valueOf);
    }

    private static String valueOf(Annotation annotation) {
        try {
            return String.valueOf(annotation.annotationType().getMethod("value").invoke(annotation));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("It has a value", e);
        }
    }

    @Test
    void whatHengeTakesIsInWhatItReads() throws Exception {
        Access access = read(
                "tls-server-name: api, proxy-url: 'http://proxy:3128', disable-compression: true, extensions: []",
                "username: me, as: robot, as-uid: u, as-groups: [a], as-user-extra: {k: [v]}, extensions: []");
        assertThat(access.tlsServerName()).isEqualTo("api");
        assertThat(access.proxyUrl()).isEqualTo("http://proxy:3128");
        assertThat(access.headers())
                .containsEntry("Authorization", List.of("Basic bWU6"))
                .containsEntry("Impersonate-User", List.of("robot"))
                .containsEntry("Impersonate-Uid", List.of("u"))
                .containsEntry("Impersonate-Group", List.of("a"))
                .containsEntry("Impersonate-Extra-k", List.of("v"));
        assertThat(read("insecure-skip-tls-verify: true", "").config().isTrustCerts())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "proxy-url: 'socks5://p:1'| token: a | has proxy-url[socks5://p:1] for cluster[one]. Expected the URL of a proxy",
                "proxy-url: 'https://p:1'| token: a | has proxy-url[https://p:1] for cluster[one]. Expected",
                "tls-server-name: 'a b'| token: a | has tls-server-name[a b] for cluster[one]. Expected the name of a host",
                "insecure-skip-tls-verify: true, certificate-authority-data: YQ==| token: a | has insecure-skip-tls-verify for",
                "''| token: a, username: b | has both a token and a username or password for user[one]. Leave one",
                "''| tokenFile: a, password: b | has both a token and a username or password for user[one]. Leave one",
                "''| auth-provider: {name: gcp} | has auth-provider[gcp] for user[one], which is not supported. Give exec",
                "''| client-certificate: a | has a client-certificate for user[one] without a client-key. Give both",
                "''| client-key-data: a | has a client-key for user[one] without a client-certificate. Give both",
                "''| as-groups: [a] | has as-uid, as-groups or as-user-extra for user[one] without as. Give as",
                "''| exec: {apiVersion: v1} | has exec without a command for user[one]. Give the program",
                "''| exec: {command: a, env: [{value: b}]} | has exec with a variable in env that has no name for user[one]",
                "''| exec: {command: a, interactiveMode: Some} | has exec with interactiveMode[Some] for user[one]. Give one of",
            })
    void whatHengeDoesNotTakeIsRefusedByName(String cluster, String user, String said) {
        assertThatThrownBy(() -> read(cluster, user))
                .isInstanceOf(KubeconfigException.class)
                .hasMessageStartingWith(StubSettings.KEY + ".kubeconfigPath: " + dir.resolve("it.yaml") + " " + said);
    }

    @Test
    void anAuthProviderBesideATokenIsPassedOver() throws Exception {
        assertThat(read("", "token: a, auth-provider: {name: oidc}").authorization())
                .isEqualTo("Bearer a");
    }

    @Test
    void aPluginIsToldOfItsClusterAsKubectlTellsIt() throws Exception {
        Path file = Files.writeString(dir.resolve("plugin"), """
                #!/bin/sh
                echo "$KUBERNETES_EXEC_INFO $1 $NAME" > "$0.run"
                echo '{"apiVersion":"v1","kind":"ExecCredential","status":{"token":"t"}}'
                """);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        read(
                "tls-server-name: api, extensions: [{name: client.authentication.k8s.io/exec, extension: {a: b}}]",
                "exec: {apiVersion: v1, command: ./plugin, args: [first], env: [{name: NAME, value: value}],"
                        + " provideClusterInfo: true, interactiveMode: IfAvailable}");
        assertThat(Files.readString(dir.resolve("plugin.run")))
                .contains(
                        "\"server\":\"https://127.0.0.1:1\"",
                        "\"tls-server-name\":\"api\"",
                        "\"config\":{\"a\":\"b\"}",
                        "} first value")
                .doesNotContain("extensions");
    }
}
