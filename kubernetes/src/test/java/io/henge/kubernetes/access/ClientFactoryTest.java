package io.henge.kubernetes.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.henge.core.attempt.ClusterName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a cluster's settings in the configuration of its client. */
class ClientFactoryTest {
    private static final List<String> ENVIRONMENT = List.of("kubeconfig", "http.proxy", "https.proxy", "no.proxy");

    @TempDir
    private Path dir;

    private @Nullable Path file;

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(dir.resolve("east.yaml"), """
                kind: Config
                current-context: one
                contexts:
                  - {name: one, context: {cluster: c1, user: u1, namespace: other}}
                  - {name: two, context: {cluster: c2, user: u1}}
                clusters:
                  - {name: c1, cluster: {server: "https://127.0.0.1:1"}}
                  - {name: c2, cluster: {server: "https://127.0.0.1:2"}}
                users:
                  - {name: u1, user: {token: secret}}
                """);
    }

    @AfterEach
    void forgetEnvironment() {
        ENVIRONMENT.forEach(System::clearProperty);
    }

    private static Config configure(@Nullable Path kubeconfig, @Nullable String context, ProxySettings proxy)
            throws Exception {
        ClusterSettings settings = new ClusterSettings(
                "clusters[0]",
                new ClusterName("east"),
                kubeconfig,
                context,
                "tasks",
                "owner",
                false,
                Duration.ofSeconds(7),
                proxy);
        return ClientFactory.configure(new AccessReader(settings, Clock.systemUTC()).read(false), settings);
    }

    @Test
    void namespaceAndTimeoutAreTheClustersOwn() throws Exception {
        Config config = configure(file, null, ProxySettings.NONE);
        assertThat(config.getNamespace()).isEqualTo("tasks");
        assertThat(config.getRequestTimeout()).isEqualTo(7_000);
        assertThat(config.getConnectionTimeout()).isEqualTo(7_000);
        assertThat(config.getRequestRetryBackoffLimit()).isZero();
    }

    @Test
    void whereNoKubeconfigIsGivenTheUsersOwnCounts() throws Exception {
        System.setProperty("kubeconfig", String.valueOf(file));
        assertThat(configure(null, null, ProxySettings.NONE).getMasterUrl()).startsWith("https://127.0.0.1:1");
        assertThat(configure(null, "two", ProxySettings.NONE).getMasterUrl()).startsWith("https://127.0.0.1:2");
    }

    @Test
    void aProxyOfItsOwnTakesThePlaceOfTheEnvironments() throws Exception {
        System.setProperty("https.proxy", "http://everybody:1");
        ProxySettings own =
                new ProxySettings(false, "http://plain:2", "http://secure:3", List.of("near", "nearer"), "me", "word");
        Config config = configure(file, null, own);
        assertThat(config.getHttpProxy()).isEqualTo("http://plain:2");
        assertThat(config.getHttpsProxy()).isEqualTo("http://secure:3");
        assertThat(config.getNoProxy()).containsExactly("near", "nearer");
        assertThat(config.getProxyUsername()).isEqualTo("me");
        assertThat(config.getProxyPassword()).isEqualTo("word");
    }

    @Test
    void theEnvironmentsProxyCountsUnlessItIsIgnored() throws Exception {
        System.setProperty("kubeconfig", String.valueOf(file));
        System.setProperty("https.proxy", "http://everybody:1");
        assertThat(configure(null, null, ProxySettings.ENVIRONMENT).getHttpsProxy())
                .isEqualTo("http://everybody:1");
        assertThat(configure(null, null, ProxySettings.NONE).getHttpsProxy()).isNull();
        assertThat(configure(file, null, ProxySettings.NONE).getHttpsProxy()).isNull();
        ProxySettings plain = new ProxySettings(false, "http://plain:2", null, List.of(), null, null);
        assertThat(configure(file, null, plain).getHttpsProxy()).isNull();
    }
}
