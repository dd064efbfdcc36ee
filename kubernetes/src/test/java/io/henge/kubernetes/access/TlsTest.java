package io.henge.kubernetes.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.stub.RecordingProxy;
import io.henge.kubernetes.stub.StubApiServer;
import io.henge.kubernetes.stub.StubSettings;
import io.henge.kubernetes.stub.SystemProperties;
import io.henge.kubernetes.stub.TestCertificate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes with a server that has a certificate: whom the client takes for it, what it shows, and which way it goes. */
class TlsTest {
    private static final String NAME = "api.internal";

    @TempDir
    private Path dir;

    private final ExecutorService http = Executors.newCachedThreadPool();
    private StubApiServer server;

    @BeforeEach
    void make() throws Exception {
        server = new StubApiServer();
    }

    @AfterEach
    void close() {
        server.close();
        http.shutdownNow();
    }

    private TestCertificate serve(String algorithm, String of) throws Exception {
        TestCertificate made = TestCertificate.make(dir, "server", algorithm, of);
        server.start(made.server());
        return made;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String trusting(TestCertificate certificate) throws Exception {
        return ", certificate-authority-data: " + base64(certificate.certificatePem());
    }

    private ClusterSettings settings(String url, String clusterFields, String userFields) throws IOException {
        Path file = Files.writeString(dir.resolve("it.yaml"), """
                kind: Config
                current-context: one
                contexts: [{name: one, context: {cluster: one, user: one}}]
                clusters: [{name: one, cluster: {server: "%s" %s}}]
                users: [{name: one, user: {%s}}]
                """.formatted(url, clusterFields, userFields));
        ClusterSettings settings = StubSettings.of(file, null, Duration.ofSeconds(10));
        return new ClusterSettings(
                settings.key(),
                settings.name(),
                new ApiRoute(file, null, settings.route().requestTimeout(), ProxySettings.ENVIRONMENT),
                settings.namespace(),
                settings.owner(),
                false);
    }

    private int ask(ClusterSettings settings) throws Exception {
        try (Api api = ClientFactory.open(settings, http, ApiMeter.NONE)) {
            return api.get("version").code();
        }
    }

    private int ask(String host, String clusterFields) throws Exception {
        return ask(settings("https://" + host + ":" + server.port(), clusterFields, "token: secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void theServerIsVerifiedAgainstItsTlsServerNameAndAskedForIt(String host) throws Exception {
        TestCertificate certificate = serve("RSA", "dns:" + NAME);
        assertThat(ask(host, trusting(certificate) + ", tls-server-name: " + NAME))
                .isEqualTo(201);
        assertThat(server.serverNames()).containsOnly(NAME).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "dns:api.internal, ', tls-server-name: other.internal'",
        "ip:127.0.0.1, ', tls-server-name: other.internal'",
        "dns:localhost, ', tls-server-name: other.internal'",
        "ip:127.0.0.1, ', tls-server-name: 10.0.0.1'",
        "dns:api.internal, ''",
    })
    void anotherServerIsRefusedBeforeItGetsTheToken(String of, String field) throws Exception {
        TestCertificate certificate = serve("RSA", of);
        String host = of.endsWith("localhost") ? "localhost" : "127.0.0.1";
        assertThatThrownBy(() -> ask(host, trusting(certificate) + field)).isInstanceOf(SSLException.class);
        assertThat(server.headers()).isEmpty();
    }

    @Test
    void aTlsServerNameMayBeAnAddress() throws Exception {
        TestCertificate certificate = serve("RSA", "ip:10.1.2.3");
        assertThat(ask("localhost", trusting(certificate) + ", tls-server-name: 10.1.2.3"))
                .isEqualTo(201);
        assertThat(server.serverNames()).isEmpty();
    }

    @Test
    void whoeverIsToSkipVerifyingTakesAnyServerAndStillAsksForTheName() throws Exception {
        serve("RSA", "dns:" + NAME);
        assertThat(ask("127.0.0.1", ", insecure-skip-tls-verify: true")).isEqualTo(201);
        assertThat(ask("127.0.0.1", ", insecure-skip-tls-verify: true, tls-server-name: else.where"))
                .isEqualTo(201);
        assertThat(server.serverNames()).containsOnly("else.where");
    }

    @ParameterizedTest
    @CsvSource({"RSA, PKCS8", "EC, PKCS8", "Ed25519, PKCS8", "RSA, PKCS1", "EC, SEC1"})
    void aClientKeyOfAnyKindThatKubectlTakesIsShown(String algorithm, String form) throws Exception {
        TestCertificate certificate = serve("EC", "ip:127.0.0.1");
        TestCertificate client = TestCertificate.make(dir, "client", algorithm, "dns:me");
        server.requireCertificate(client.certificate());
        String user = "client-certificate-data: " + base64(client.certificatePem()) + ", client-key-data: "
                + base64(pem(form, client.key()));
        assertThat(ask(settings("https://127.0.0.1:" + server.port(), trusting(certificate), user)))
                .isEqualTo(201);
    }

    private static String pem(String form, Key key) {
        return switch (form) {
            case "PKCS8" -> TestCertificate.pem("PRIVATE KEY", key.getEncoded());
            // The key of an RSA key in PKCS#8 is the same in PKCS#1, after 26 bytes for keys of this length.
            case "PKCS1" ->
                TestCertificate.pem(
                        "RSA PRIVATE KEY", Arrays.copyOfRange(key.getEncoded(), 26, key.getEncoded().length));
            default -> TestCertificate.pem("EC PRIVATE KEY", sec1((ECPrivateKey) key));
        };
    }

    private static byte[] sec1(ECPrivateKey key) {
        int size = (key.getParams().getOrder().bitLength() + 7) / 8;
        byte[] value = key.getS().toByteArray();
        byte[] number = new byte[size];
        int length = Math.min(size, value.length);
        System.arraycopy(value, value.length - length, number, size - length, length);
        String curve = size == 32 ? "a00a06082a8648ce3d030107" : "a00706052b81040022";
        byte[] end = HexFormat.of().parseHex(curve);
        return ByteBuffer.allocate(7 + size + end.length)
                .put(new byte[] {0x30, (byte) (5 + size + end.length), 2, 1, 1, 4, (byte) size})
                .put(number)
                .put(end)
                .array();
    }

    @Test
    void aClientKeyThatCannotBeReadIsRefusedWithWhatIsTaken() throws Exception {
        TestCertificate client = TestCertificate.make(dir, "client", "EC", "dns:me");
        TestCertificate other = TestCertificate.make(dir, "other", "EC", "dns:me");
        String taken = "Expected PEM with an RSA, EC or Ed25519 key without a password, as PRIVATE KEY (PKCS#8), "
                + "RSA PRIVATE KEY (PKCS#1) or EC PRIVATE KEY (SEC1).";
        List<List<String>> cases = List.of(
                List.of("nonsense", "its client-key is none. " + taken),
                List.of(
                        TestCertificate.pem("PRIVATE KEY", new byte[] {1, 2, 3}),
                        "its client-key cannot be read. " + taken),
                List.of(
                        TestCertificate.pem("EC PRIVATE KEY", new byte[] {0x30}),
                        "its client-key cannot be read. " + taken),
                List.of(
                        TestCertificate.pem("DSA PRIVATE KEY", new byte[] {1}),
                        "its client-key is a DSA PRIVATE KEY. " + taken),
                List.of(
                        TestCertificate.pem("ENCRYPTED PRIVATE KEY", new byte[] {1}),
                        "its client-key has a password, and nobody could be asked for it. " + taken),
                List.of(
                        other.keyPem(),
                        "its client-key is not that of its client-certificate. Give the two that were made together."));
        for (List<String> one : cases) {
            String user = "client-certificate-data: " + base64(client.certificatePem()) + ", client-key-data: "
                    + base64(one.get(0));
            ClusterSettings settings = settings("https://127.0.0.1:" + server.port(), "", user);
            assertThatThrownBy(() -> ask(settings))
                    .isInstanceOf(KubeconfigException.class)
                    .hasMessage(StubSettings.KEY + ": no client can be made of " + dir.resolve("it.yaml") + ": "
                            + one.get(1));
        }
    }

    @Test
    void theEnvironmentsProxyIsOnTheWayToAKubeconfigsServer() throws Exception {
        TestCertificate certificate = serve("RSA", "dns:" + NAME);
        try (RecordingProxy proxy = new RecordingProxy(server.port());
                SystemProperties properties = new SystemProperties()) {
            properties.set("https.proxy", proxy.url());
            assertThat(ask(NAME, trusting(certificate))).isEqualTo(201);
            assertThat(proxy.asked()).containsExactly(NAME + ":" + server.port());
            properties.set("no.proxy", ".internal");
            assertThatThrownBy(() -> ask(NAME, trusting(certificate))).isInstanceOf(IOException.class);
            assertThat(proxy.asked()).hasSize(1);
        }
    }

    @Test
    void theKubeconfigsProxyIsOnTheWayAlsoToThisMachine() throws Exception {
        TestCertificate certificate = serve("RSA", "ip:127.0.0.1");
        try (RecordingProxy proxy = new RecordingProxy(server.port())) {
            assertThat(ask("127.0.0.1", trusting(certificate) + ", proxy-url: \"" + proxy.url() + "\""))
                    .isEqualTo(201);
            assertThat(proxy.asked()).containsExactly("127.0.0.1:" + server.port());
        }
    }

    @Test
    void aRequestSaysForWhomItAsks() throws Exception {
        server.start();
        String user = "token: secret, as: robot, as-uid: u-1, as-groups: [a, b], "
                + "as-user-extra: {example.com/role: [x, y]}";
        assertThat(ask(settings(server.url(), "", user))).isEqualTo(201);
        assertThat(server.headers().get(0))
                .containsEntry("Impersonate-user", List.of("robot"))
                .containsEntry("Impersonate-uid", List.of("u-1"))
                .containsEntry("Impersonate-group", List.of("a", "b"))
                .containsEntry("Impersonate-extra-example.com%2frole", List.of("x", "y"));
    }
}
