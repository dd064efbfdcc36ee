package io.henge.kubernetes.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KubeconfigTest {
    private static final String GOOD = """
            apiVersion: v1
            kind: Config
            current-context: one
            contexts:
              - {name: one, context: {cluster: c1, user: u1}}
              - {name: two, context: {cluster: c2, user: u1}}
              - {name: stray, context: {cluster: nowhere, user: u1}}
              - {name: nobody, context: {cluster: c1, user: nobody}}
              - {name: odd, context: {cluster: c3, user: u1}}
            clusters:
              - {name: c1, cluster: {server: "https://127.0.0.1:1"}}
              - {name: c2, cluster: {server: "https://127.0.0.1:2"}}
              - {name: c3, cluster: {server: "nonsense://a b"}}
            users:
              - {name: u1, user: {token: secret}}
            """;

    /** Linux lets nobody read it, root included (mode 200, by which sysctls go for root too). */
    private static final Path WRITE_ONLY = Path.of("/proc/sys/vm/drop_caches");

    @TempDir
    private Path dir;

    private Kubeconfig kubeconfig(@Nullable String text, @Nullable String context) throws Exception {
        Path file = dir.resolve("east.yaml");
        if (text != null) {
            Files.writeString(file, text);
        }
        return Kubeconfig.named("clusters[1]", file, context);
    }

    @Test
    void theCurrentContextIsTakenUnlessOneIsNamed() throws Exception {
        assertThat(kubeconfig(GOOD, null).read().cluster().getServer()).startsWith("https://127.0.0.1:1");
        assertThat(kubeconfig(GOOD, "two").read().cluster().getServer()).startsWith("https://127.0.0.1:2");
        assertThat(kubeconfig(GOOD, "two").read().user().getToken()).isEqualTo("secret");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(null, null, "does not exist. Give the path of a kubeconfig file"),
                Arguments.of("", null, "is empty. Expected a kubeconfig"),
                Arguments.of("just text", null, "is not a kubeconfig. Expected"),
                Arguments.of("a: [b", null, "is not YAML. Expected"),
                Arguments.of("kind: Config\nusers: &a [*a, *a]", null, "has an alias inside of what it names"),
                Arguments.of("kind: Config\nextra: &a {b: {c: [*a]}}", null, "has an alias inside of what it names"),
                Arguments.of("kind: PodTemplate", null, "is of kind[PodTemplate]. Expected"),
                Arguments.of("""
                        kind: Config
                        current-context: a
                        contexts: [{name: a, context: {cluster: a, user: a}}]
                        clusters: [{name: a, cluster: {server: 'https://host:99999'}}]
                        users: [{name: a, user: {}}]
                        """, null, "has server[https://host:99999] for cluster[a] of context[a]. Expected a URL"),
                Arguments.of("a: b", null, "says no kind. Expected"),
                Arguments.of("kind: Config\ncontexts: 7", null, "is not a kubeconfig. Expected"),
                Arguments.of("kind: Config", null, "has no current-context"),
                Arguments.of(GOOD, "three", "has no context[three]. Give one of [nobody, odd, one, stray, two]"),
                Arguments.of(GOOD, "stray", "has no server for cluster[nowhere] of context[stray]"),
                Arguments.of(GOOD, "odd", "has server[nonsense://a b] for cluster[c3] of context[odd]. Expected a URL"),
                Arguments.of(GOOD, "nobody", "has no user[nobody] of context[nobody]"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aBadFileIsRefusedWithKeyPathAndRemedy(@Nullable String text, @Nullable String context, String said)
            throws Exception {
        Kubeconfig kubeconfig = kubeconfig(text, context);
        assertThatThrownBy(kubeconfig::read)
                .isInstanceOf(KubeconfigException.class)
                .hasMessageStartingWith("clusters[1].")
                .hasMessageContaining("east.yaml " + said)
                .hasMessageEndingWith(".");
    }

    @Test
    void aDirectoryIsRefused() {
        assertThatThrownBy(() -> Kubeconfig.named("clusters[1]", dir, null).read())
                .hasMessageContaining(dir + " is a directory. Give the path");
    }

    /** Nobody can read this one from its beginning, root included. */
    @Test
    void aFileThatGivesNothingButErrorsIsRefused() {
        assertThatThrownBy(() -> Kubeconfig.named("clusters[1]", Path.of("/proc/self/mem"), null)
                        .read())
                .hasMessageContaining("/proc/self/mem cannot be read (")
                .hasMessageContaining("). Give the path of a kubeconfig file");
    }

    @Test
    void aFileThatMayNotBeReadIsRefused() {
        Kubeconfig kubeconfig = Kubeconfig.named("clusters[1]", WRITE_ONLY, null);
        assertThatThrownBy(kubeconfig::read).hasMessageContaining("cannot be read (Permission denied). Give the Over");
    }
}
