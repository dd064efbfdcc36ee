package io.henge.cli.overlord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.henge.cli.exit.Refused;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An Overlord that wants a certificate of whoever asks it, and has one that nobody knows. */
class TlsFilesTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path dir = Path.of("");

    private HttpsServer server;

    /** Makes {@code NAME.crt} and {@code NAME.key}. */
    private void identity(String name, String algorithm) throws Exception {
        Path store = dir.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool") + "",
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store + "",
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(store)) {
            keys.load(bytes, PASSWORD.toCharArray());
        }
        pem(name + ".crt", "CERTIFICATE", keys.getCertificate("a").getEncoded());
        pem(
                name + ".key",
                "PRIVATE KEY",
                keys.getKey("a", PASSWORD.toCharArray()).getEncoded());
    }

    private void pem(String file, String what, byte[] bytes) throws Exception {
        String text =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.UTF_8)).encodeToString(bytes);
        Files.writeString(
                dir.resolve(file), "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    private String file(String name) {
        return dir.resolve(name).toString();
    }

    private Map<String, String> environment(String name, String trusted) {
        return Map.of(
                "HENGE_CERTIFICATE_FILE",
                file(name + ".crt"),
                "HENGE_KEY_FILE",
                file(name + ".key"),
                "HENGE_CA_FILE",
                file(trusted + ".crt"));
    }

    @BeforeEach
    void makeIdentities() throws Exception {
        identity("overlord", "EC");
        identity("anna", "EC");
        start();
    }

    private void start() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // It is its own identity, and trusts whom it is told to: both by the code under test, on its other side.
        server.setHttpsConfigurator(
                new HttpsConfigurator(
                        TlsFiles.of(environment("overlord", "anna")).orElseThrow()) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                        wanted.setNeedClientAuth(true);
                        parameters.setSSLParameters(wanted);
                    }
                });
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write("[]".getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private HengeCalls calls(Optional<SSLContext> tls) {
        return new HengeCalls(
                List.of(URI.create("https://127.0.0.1:" + server.getAddress().getPort())), Optional.empty(), tls);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void whoShowsACertificateIsAnswered(String algorithm) throws Exception {
        Files.delete(dir.resolve("anna.p12"));
        identity("anna", algorithm);
        stop();
        start();
        assertThat(calls(TlsFiles.of(environment("anna", "overlord")))
                        .clusters()
                        .isArray())
                .isTrue();
    }

    @Test
    void whoIsNotTrustedIsNotAsked() {
        assertThatThrownBy(() -> calls(Optional.empty()).clusters())
                .isInstanceOf(NotAnswered.class)
                .hasMessageContaining("no trusted TLS connection")
                .hasMessageContaining("HENGE_CA_FILE names whom to trust");
    }

    @Test
    void whoDoesNotSayWhoItIsIsNotAnswered() {
        Optional<SSLContext> nobody = TlsFiles.of(Map.of("HENGE_CA_FILE", file("overlord.crt")));
        assertThatThrownBy(() -> calls(nobody).clusters()).isInstanceOf(NotAnswered.class);
    }

    @Test
    void withoutFilesJavasOwnWaysAreUsed() {
        assertThat(TlsFiles.of(Map.of())).isEmpty();
    }

    @Test
    void whatCannotBeUsedIsNamedWithItsFile() throws Exception {
        refuses(Map.of("HENGE_KEY_FILE", file("anna.key")), "only one of them is set. Set both");
        refuses(Map.of("HENGE_CA_FILE", file("none")), "HENGE_CA_FILE: \"" + file("none") + "\" is no file.");
        refuses(
                Map.of("HENGE_CA_FILE", file("anna.key")),
                "HENGE_CA_FILE: " + file("anna.key") + " holds no certificate");
        pem("old.key", "RSA PRIVATE KEY", new byte[] {1, 2, 3});
        refuses(
                Map.of("HENGE_CERTIFICATE_FILE", file("anna.crt"), "HENGE_KEY_FILE", file("old.key")),
                "holds no key without a password in PKCS#8. Make one by `openssl pkcs8 -topk8 -nocrypt");
        identity("bert", "RSA");
        refuses(
                Map.of("HENGE_CERTIFICATE_FILE", file("anna.crt"), "HENGE_KEY_FILE", file("bert.key")),
                "bert.key holds no key for the certificate of HENGE_CERTIFICATE_FILE, which is one of EC");
    }

    private static void refuses(Map<String, String> environment, String sentence) {
        assertThatThrownBy(() -> TlsFiles.of(environment))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(sentence);
    }
}
