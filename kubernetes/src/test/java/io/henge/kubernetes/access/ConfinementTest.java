package io.henge.kubernetes.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kubeconfigs that came in while the Overlord ran. */
class ConfinementTest {
    private static final String EXEC = "exec: {apiVersion: client.authentication.k8s.io/v1, command: touch}";

    @TempDir
    private Path dir;

    private Path allowed;

    @BeforeEach
    void make() throws Exception {
        allowed = Files.createDirectory(dir.resolve("allowed"));
    }

    private static String text(String cluster, String user) {
        return """
                kind: Config
                current-context: one
                contexts:
                  - {name: one, context: {cluster: c, user: u}}
                clusters:
                  - {name: c, cluster: {server: "https://127.0.0.1:1", %s}}
                users:
                  - {name: u, user: {%s}}
                  - {name: other, user: {%s}}
                """.formatted(cluster, user, EXEC);
    }

    private static KubeconfigEntry given(String text, boolean allowExec, boolean allowFiles) throws Exception {
        return Kubeconfig.confined("Secret[east]", null, null, new Confinement(text, null, allowExec, allowFiles))
                .read();
    }

    private KubeconfigEntry below(Path file) throws Exception {
        return Kubeconfig.confined("clusters[east]", file, null, new Confinement(null, allowed, false, false))
                .read();
    }

    @Test
    void oneThatNamesNothingElseIsTaken() throws Exception {
        assertThat(given(text("", "token: secret"), false, false).user().getToken())
                .isEqualTo("secret");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "|exec: {apiVersion: client.authentication.k8s.io/v1, command: touch}|has exec[touch] for user[u], and may not name a program|allowExec",
                "|token: a, exec: {apiVersion: client.authentication.k8s.io/v1, command: touch}|has exec[touch]|allowExec",
                "|auth-provider: {name: gcp}|has auth-provider[gcp] for user[u]|allowExec",
                "|tokenFile: /etc/passwd|has tokenFile[/etc/passwd] for user[u], and may not name a file. Give token,|allowFiles",
                "|client-certificate: /a, client-key-data: eA==|has client-certificate[/a]|allowFiles",
                "|client-key: /a, client-certificate-data: eA==|has client-key[/a]|allowFiles",
                "certificate-authority: /ca|token: a|has certificate-authority[/ca] for cluster[c]|allowFiles",
            })
    void programsAndFilesAreRefusedUnlessTheyAreAllowed(
            @Nullable String cluster, String user, String sentence, String property) throws Exception {
        String text = text(cluster == null ? "" : cluster, user);
        assertThatThrownBy(() -> given(text, property.equals("allowFiles"), property.equals("allowExec")))
                .isInstanceOf(KubeconfigException.class)
                .hasMessageStartingWith("Secret[east].kubeconfig ")
                .hasMessageContaining(sentence)
                .hasMessageContaining("druid.indexer.runner.registration." + property);
        if (!user.startsWith("auth-provider")) {
            assertThatCode(() -> given(text, true, true)).doesNotThrowAnyException();
        }
    }

    @Test
    void aProxyIsRefusedWhateverIsAllowed() {
        assertThatThrownBy(() -> given(text("proxy-url: \"http://p:1\"", "token: a"), true, true))
                .hasMessageContaining("has proxy-url for cluster[c]");
    }

    @Test
    void theWordsOfTheSecretAreInNoMessage() {
        assertThatThrownBy(() -> given("a: [secret", false, false)).hasMessageNotContaining("secret");
        assertThat(new ApiRoute(null, null, ApiRoute.REQUEST_TIMEOUT_DEFAULT, ProxySettings.NONE)
                        .confined(null, new Confinement("secret", null, false, false)))
                .asString()
                .doesNotContain("secret");
    }

    @Test
    void aFileHasToBeBelowTheDirectoryWhateverLinksSay() throws Exception {
        Path outside = Files.writeString(dir.resolve("outside.yaml"), text("", "token: a"));
        Path inside = Files.writeString(allowed.resolve("inside.yaml"), text("", "token: a"));
        Files.createSymbolicLink(allowed.resolve("good.yaml"), inside);
        Files.createSymbolicLink(allowed.resolve("bad.yaml"), outside);
        Files.createSymbolicLink(allowed.resolve("up"), dir);
        assertThat(below(inside).context()).isEqualTo("one");
        assertThat(below(allowed.resolve("good.yaml")).context()).isEqualTo("one");
        for (String name : new String[] {"bad.yaml", "up/outside.yaml", "../outside.yaml"}) {
            assertThatThrownBy(() -> below(allowed.resolve(name)))
                    .isInstanceOf(KubeconfigException.class)
                    .hasMessageContaining("leads out of " + allowed);
        }
        assertThatThrownBy(() -> below(allowed.resolve("none.yaml"))).hasMessageContaining("does not exist");
    }

    @Test
    void theDirectoryItselfMayBeALink() throws Exception {
        Path inside = Files.writeString(allowed.resolve("inside.yaml"), text("", "token: a"));
        Path link = Files.createSymbolicLink(dir.resolve("link"), allowed);
        Kubeconfig linked = Kubeconfig.confined(
                "clusters[east]", link.resolve(inside.getFileName()), null, new Confinement(null, link, false, false));
        assertThat(linked.read().context()).isEqualTo("one");
    }
}
