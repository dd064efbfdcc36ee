package io.henge.kubernetes.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                new ApiRoute(kubeconfig, context, Duration.ofSeconds(7), proxy),
                "tasks",
                "owner",
                false);
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
        assertThat(config.getHttpsProxy()).isEqualTo("http://secure:3");
        ProxySettings around = new ProxySettings(false, null, "http://secure:3", List.of("127.0.0.0/8"), null, null);
        assertThat(configure(file, null, around).getHttpsProxy()).isNull();
        assertThat(config.getProxyUsername()).isEqualTo("me");
        assertThat(config.getProxyPassword()).isEqualTo("word");
    }

    @Test
    void theEnvironmentsProxyCountsUnlessItIsIgnored() throws Exception {
        System.setProperty("https.proxy", "http://everybody:1");
        Path far = far("");
        assertThat(configure(far, null, ProxySettings.ENVIRONMENT).getHttpsProxy())
                .isEqualTo("http://everybody:1");
        assertThat(configure(far, null, ProxySettings.NONE).getHttpsProxy()).isNull();
        ProxySettings plain = new ProxySettings(false, "http://plain:2", null, List.of(), null, null);
        assertThat(configure(far, null, plain).getHttpsProxy()).isNull();
        System.setProperty("no.proxy", "10.0.0.0/8");
        assertThat(configure(far, null, ProxySettings.ENVIRONMENT).getHttpsProxy())
                .isNull();
        System.setProperty("kubeconfig", String.valueOf(file));
        assertThat(configure(null, null, ProxySettings.ENVIRONMENT).getHttpsProxy())
                .as("a server on this machine")
                .isNull();
    }

    @Test
    void theKubeconfigsProxyGoesBeforeTheEnvironmentsAndAfterTheClustersOwn() throws Exception {
        System.setProperty("https.proxy", "http://everybody:1");
        System.setProperty("no.proxy", "*");
        Path named = far("proxy-url: \"http://named\"");
        assertThat(configure(named, null, ProxySettings.ENVIRONMENT).getHttpsProxy())
                .isEqualTo("http://named:80");
        assertThat(configure(named, null, ProxySettings.NONE).getHttpsProxy()).isEqualTo("http://named:80");
        ProxySettings own = new ProxySettings(false, null, "https://secure:3", List.of(), null, null);
        assertThat(configure(named, null, own).getHttpsProxy()).isEqualTo("http://secure:3");
    }

    @Test
    void aProxyOfAnotherKindIsRefusedWithWhereItIsNamed() {
        System.setProperty("https.proxy", "socks5://me:word@everybody:1");
        assertThatThrownBy(() -> configure(far(""), null, ProxySettings.ENVIRONMENT))
                .hasMessage(
                        "clusters[0]: the proxy[socks5://…@everybody:1] that the environment names cannot be used. Expected the URL of a proxy"
                                + " that speaks HTTP, such as http://proxy:3128. Proxies that are spoken to with SOCKS or TLS are not"
                                + " supported.");
    }

    /** A server in another place, with more fields for its cluster. */
    private Path far(String fields) throws Exception {
        return Files.writeString(dir.resolve("far.yaml"), """
                kind: Config
                current-context: one
                contexts: [{name: one, context: {cluster: c1, user: u1}}]
                clusters: [{name: c1, cluster: {server: "https://10.9.8.7:6443", %s}}]
                users: [{name: u1, user: {token: secret}}]
                """.formatted(fields));
    }
}
