package io.henge.kubernetes.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.kubernetes.stub.StubSettings;
import io.henge.kubernetes.stub.SystemProperties;
import io.henge.kubernetes.stub.TestCertificate;
import io.henge.testkit.time.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose credentials are taken, and when a plugin is asked for them. */
class AccessReaderTest {
    private static final String KEY = StubSettings.KEY;

    @TempDir
    private Path dir;

    private final ManualClock clock = new ManualClock();

    private AccessReader reader(@Nullable Path kubeconfig, @Nullable String context) {
        return new AccessReader(StubSettings.of(kubeconfig, context, Duration.ofSeconds(5)), clock);
    }

    private AccessReader reader(String user) throws IOException {
        return reader(kubeconfig("it.yaml", user), null);
    }

    private Path kubeconfig(String name, String user) throws IOException {
        return Files.writeString(dir.resolve(name), """
                kind: Config
                current-context: one
                contexts: [{name: one, context: {cluster: one, user: one}}]
                clusters: [{name: one, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: one, user: {%s}}]
                """.formatted(user));
    }

    /** A plugin that prints {@code status}, or does what {@code otherwise} says, and counts its runs. */
    private String plugin(String script) throws IOException {
        Path file = Files.writeString(
                dir.resolve("plugin"), "#!/bin/sh\necho \"$KUBERNETES_EXEC_INFO\" >> \"$0.runs\"\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin, env: [{name: GREETING, "
                + "value: hello}], provideClusterInfo: true, installHint: get it}";
    }

    private static String printed(String status) {
        return "echo '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{"
                + status + "}}'";
    }

    private long runs() throws IOException {
        return Files.readAllLines(dir.resolve("plugin.runs")).size();
    }

    /** A token as service accounts have, with these claims. */
    private static String jwt(String claims) {
        return "head." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".signature";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"exp\":1800000000,\"iat\":1}|2027-01-15T08:00:00Z",
                "{\"exp\":1800000000.5}|2027-01-15T08:00:00Z",
                "{\"exp\":-1}|",
                "{\"exp\":99999999999999999999}|",
                "{\"exp\":\"soon\"}|",
                "{}|",
                "[]|",
                "no claims|",
            })
    void aTokenSaysWhenItRunsOut(String claims, @Nullable Instant end) throws Exception {
        assertThat(reader("token: " + jwt(claims)).read(false).expires()).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token: secret", "token: a.b.c", "token: a.=.c", "username: me, password: pass", ""})
    void whatSaysNothingOfItsEndHasNone(String user) throws Exception {
        assertThat(reader(user).read(false).expires()).isNull();
    }

    @Test
    void aCertificateSaysWhenItRunsOut() throws Exception {
        TestCertificate made = TestCertificate.make(dir, "client");
        Files.writeString(dir.resolve("crt"), made.certificatePem());
        Files.writeString(dir.resolve("key"), made.keyPem());
        Access access = reader("client-certificate: crt, client-key: key").read(false);
        assertThat(access.expires())
                .isEqualTo(((X509Certificate) made.certificate()).getNotAfter().toInstant());
    }

    @Test
    void whatAPluginGivesItGivesAnewInTime() throws Exception {
        String token = jwt("{\"exp\":1800000000}");
        assertThat(reader(plugin(printed("\"token\":\"" + token + "\"")))
                        .read(false)
                        .expires())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token: secret|Bearer secret",
                "'username: me, password: pass'|Basic bWU6cGFzcw==",
                "'token: secret, exec: {apiVersion: v1, command: ./absent}'|Bearer secret",
            })
    void whatStandsInTheKubeconfigIsTaken(String user, String header) throws Exception {
        assertThat(reader(user).read(false).authorization()).isEqualTo(header);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token: \"se\\r\\nX-Evil: 1\"|token has U+000D as character 3 of 13. Give it in one line",
                "token: \"se cret\"|token has U+0020 as character 3 of 7",
                "token: \"s\u00e9cret\"|token has U+00E9 as character 2 of 6",
                "token: \"sec\\0ret\"|token has U+0000 as character 4 of 7",
                "'token: secret, as: \"a\\nb\"'|as has U+000A as character 2 of 3",
                "'token: secret, as: me, as-groups: [\"a\\tb\"]'|as-groups has U+0009",
                "'token: secret, as: \"Zo\u00eb \u0160\"'|as has U+0160 as character 5 of 5",
                "'token: secret, as: me, as-user-extra: {x: [\"a\\rb\"]}'|as-user-extra.x has U+000D"
            })
    void whatNoHeaderCanHoldIsRefusedAndNotShown(String user, String said) {
        assertThatThrownBy(() -> reader(user).read(false))
                .isInstanceOf(KubeconfigException.class)
                .hasMessageContaining(KEY)
                .hasMessageContaining(said)
                .hasMessageNotContainingAny("Evil", "cret", "\n");
    }

    @Test
    void whomOneIsTakenForMayHaveSpacesInItsName() throws Exception {
        Access access = reader("token: secret, as: \"Zo\u00eb Smith\", as-groups: [Domain Admins]")
                .read(false);
        assertThat(access.impersonation())
                .containsEntry("Impersonate-User", List.of("Zo\u00eb Smith"))
                .containsEntry("Impersonate-Group", List.of("Domain Admins"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "certificate-authority-data: bm90IGEgY2VydAo=|its certificate-authority-data holds no certificate. Give one",
                "certificate-authority-data: '%%%'|its certificate-authority-data holds no certificate. Give one",
                "certificate-authority: it.yaml|it.yaml] holds no certificate. Give one in PEM"
            })
    void anAuthorityThatIsNoCertificateIsRefusedByItsName(String field, String said) throws Exception {
        Path kubeconfig = kubeconfig("it.yaml", "token: secret");
        Files.writeString(kubeconfig, Files.readString(kubeconfig).replace("server:", field + ", server:"));
        assertThatThrownBy(() -> reader(kubeconfig, null).read(false))
                .isInstanceOf(KubeconfigException.class)
                .hasMessageContaining(KEY)
                .hasMessageContaining(said);
    }

    @Test
    void aTokenFileThatIsADirectoryOrNoTextIsRefusedInWords() throws Exception {
        Files.createDirectory(dir.resolve("folder"));
        Files.write(dir.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> reader("tokenFile: folder").read(false))
                .hasMessageContaining("folder] is a directory. Give a file that the Overlord's user can read.");
        assertThatThrownBy(() -> reader("tokenFile: binary").read(false))
                .hasMessageContaining("binary] is not text in UTF-8. Give a file");
    }

    /** Whoever opens one waits for somebody who writes, and cannot be interrupted. */
    @Test
    @Timeout(30)
    void aPipeIsRefusedUnopened() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", dir.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        String words = "is no ordinary file, but a pipe or a device. Give ";
        assertThatThrownBy(() -> reader("tokenFile: pipe").read(false)).hasMessageContaining(words);
        assertThatThrownBy(() -> reader(dir.resolve("pipe"), null).read(false)).hasMessageContaining(words);
        assertThatThrownBy(() -> reader(Path.of("/dev/zero"), null).read(false)).hasMessageContaining(words);
    }

    @Test
    void aTokenFileGoesBeforeATokenAndIsFoundBesideTheKubeconfig() throws Exception {
        Files.writeString(dir.resolve("token"), " from-file\n");
        assertThat(reader("token: secret, tokenFile: token").read(false).authorization())
                .isEqualTo("Bearer from-file");
        Files.writeString(dir.resolve("token"), "two words");
        assertThatThrownBy(() -> reader("tokenFile: token").read(false))
                .isInstanceOf(KubeconfigException.class)
                .hasMessageContaining(KEY + ".kubeconfigPath: " + dir.resolve("it.yaml") + ": its tokenFile[")
                .hasMessageContaining("holds no token");
    }

    @Test
    void aCertificateFileThatIsNotThereIsRefused() throws Exception {
        assertThatThrownBy(() -> reader("client-certificate: absent.pem, client-key: absent.key")
                        .read(false))
                .isInstanceOf(KubeconfigException.class)
                .hasMessageContaining("its client-certificate[" + dir.resolve("absent.pem") + "] does not exist. Give");
    }

    @Test
    void aPluginIsAskedAgainOnlyWhenItsTokenHasRunOutOrIsRefused() throws Exception {
        AccessReader reader =
                reader(plugin(printed("\"token\":\"'$GREETING'\",\"expirationTimestamp\":\"2026-01-01T01:00:00Z\"")));
        assertThat(reader.read(false).authorization()).isEqualTo("Bearer hello");
        reader.read(false);
        clock.advance(Duration.ofMinutes(59));
        reader.read(false);
        assertThat(runs()).isEqualTo(1);
        reader.read(true);
        assertThat(runs()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(40));
        reader.read(false);
        assertThat(runs()).isEqualTo(3);
        assertThat(Files.readString(dir.resolve("plugin.runs")))
                .contains("\"kind\":\"ExecCredential\"", "\"interactive\":false", "\"server\":\"https://127.0.0.1:1\"");
    }

    @Test
    void aPluginMayGiveACertificate() throws Exception {
        TestCertificate made = TestCertificate.make(dir, "client");
        Files.writeString(
                dir.resolve("answer"),
                "{\"apiVersion\":\"client.authentication.k8s.io/v1\","
                        + "\"kind\":\"ExecCredential\",\"status\":{\"clientCertificateData\":\""
                        + made.certificatePem().replace("\n", "\\n") + "\",\"clientKeyData\":\""
                        + made.keyPem().replace("\n", "\\n") + "\"}}");
        Access access = reader(plugin("cat \"${0%/*}/answer\"")).read(false);
        assertThat(access.authorization()).isNull();
        Files.writeString(dir.resolve("client.pem"), made.certificatePem());
        Files.writeString(dir.resolve("client.key"), made.keyPem());
        Access byFiles =
                reader("client-certificate: client.pem, client-key: client.key").read(false);
        assertThat(access.isSame(byFiles)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit 3|ended with status 3. Run it by hand",
                "echo no luck >&2; exit 3|ended with status 3: no luck. Run it by hand",
                "echo secret|did not print JSON. Run",
                "echo {}|did not print an ExecCredential with a status. Run",
                "echo '[secret'|did not print JSON. Run",
                "echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"v0\",\"status\":{\"token\":\"secret\"}}'"
                        + "|printed apiVersion[v0] and not [client.authentication.k8s.io/v1]. Run",
            })
    void aPluginThatFailsIsNamedWithWhatItDidAndNoSecret(String script, String said) throws Exception {
        AccessReader reader = reader(plugin(script));
        assertThatThrownBy(() -> reader.read(false))
                .isInstanceOf(KubeconfigException.class)
                .hasMessageContaining(": its credential plugin[" + dir.resolve("plugin") + "] " + said)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aPluginThatPrintsNothingOfUseIsRefused() throws Exception {
        AccessReader empty = reader(plugin(printed("")));
        assertThatThrownBy(() -> empty.read(false)).hasMessageContaining("neither a token nor a certificate");
        AccessReader timeless = reader(plugin(printed("\"token\":\"a\",\"expirationTimestamp\":\"soon\"")));
        assertThatThrownBy(() -> timeless.read(false)).hasMessageContaining("printed expirationTimestamp[soon]");
        AccessReader absent = reader("exec: {apiVersion: v1, command: ./nothing-here, installHint: get it there}");
        assertThatThrownBy(() -> absent.read(false))
                .hasMessageContainingAll("cannot be run (", "; get it there. Run it");
        AccessReader asking = reader("exec: {apiVersion: v1, command: ./any, interactiveMode: Always}");
        assertThatThrownBy(() -> asking.read(false)).hasMessageContaining("wants to talk to a person");
    }

    @Test
    void withoutAKubeconfigPathTheUsersOwnIsReadWithTheEnvironmentOverIt() throws Exception {
        try (SystemProperties properties = new SystemProperties()) {
            properties.set("kubeconfig", kubeconfig("own.yaml", "token: secret").toString());
            assertThat(reader(null, null).read(false).authorization()).isEqualTo("Bearer secret");
            assertThatThrownBy(() -> reader(null, "two").read(false))
                    .hasMessage(
                            KEY + ".context: " + dir.resolve("own.yaml") + " has no context[two]. Give one of [one].");
            properties.set("kubernetes.auth.token", "over");
            assertThat(reader(null, null).read(false).authorization()).isEqualTo("Bearer over");
            properties.set("kubernetes.auth.token", "ov\ner");
            assertThatThrownBy(() -> reader(null, null).read(false))
                    .hasMessageContaining(
                            "leads to the default configuration: its token has U+000A as character 3 of 5.")
                    .hasMessageNotContaining("er\n");
        }
    }

    @Test
    void ofSeveralKubeconfigsTheFirstThatNamesAThingCounts() throws Exception {
        Path first = Files.writeString(dir.resolve("first.yaml"), """
                kind: Config
                contexts: [{name: two, context: {cluster: one, user: two}}]
                users: [{name: two, user: {tokenFile: two.token}}]
                """);
        Files.writeString(dir.resolve("two.token"), "two");
        Path second = kubeconfig("second.yaml", "token: secret");
        try (SystemProperties properties = new SystemProperties()) {
            properties.set("kubeconfig", first + System.getProperty("path.separator") + second);
            assertThat(reader(null, null).read(false).authorization()).isEqualTo("Bearer secret");
            assertThat(reader(null, "two").read(false).authorization()).isEqualTo("Bearer two");
            kubeconfig("second.yaml", "token: renewed");
            assertThat(reader(null, null).read(false).authorization()).isEqualTo("Bearer renewed");
            assertThatThrownBy(() -> reader(null, "three").read(false))
                    .hasMessage(KEY + ".context: " + first + ":" + second
                            + " has no context[three]. Give one of [one, two].");
        }
    }
}
