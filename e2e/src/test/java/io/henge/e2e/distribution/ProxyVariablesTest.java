package io.henge.e2e.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.cli.exit.ExitCode;
import io.henge.e2e.distribution.UnpackedCommand.Started;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The variables by which a machine's administrator says how servers are reached, in the environment of a real process. */
@Timeout(300)
class ProxyVariablesTest {
    private static final String RUNNER = "druid.indexer.runner.";

    /** Of a network that is there for documentation only (RFC 5737): nothing answers. */
    private static final String SERVER = "192.0.2.7:6443";

    @TempDir
    private Path directory;

    /** The first lines of what the proxy was asked. */
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    private ServerSocket proxy;

    @BeforeEach
    void listen() throws IOException {
        proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(this::accept, "proxy");
        accepting.setDaemon(true);
        accepting.start();
    }

    /** Takes down what it is asked, and hangs up. */
    private void accept() {
        while (!proxy.isClosed()) {
            try (Socket client = proxy.accept();
                    BufferedReader reader = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
                asked.add(String.valueOf(reader.readLine()));
            } catch (IOException e) {
                asked.add("Failed: " + e.getMessage());
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    private Started check(Map<String, String> variables) throws Exception {
        ClusterFiles.write(directory, "https://" + SERVER);
        Path properties = Files.write(
                directory.resolve("runtime.properties"),
                List.of(
                        RUNNER + "type=multik8s",
                        RUNNER + "k8s.adapter.type=customTemplateAdapter",
                        RUNNER + "k8s.podTemplate.base=" + directory.resolve("base.yaml"),
                        RUNNER + "clusters[0].name=east",
                        RUNNER + "clusters[0].taskNamespace=druid",
                        RUNNER + "clusters[0].kubeconfigPath=" + directory.resolve("east.yaml")));
        return new UnpackedCommand(directory).start(variables, "check", "--properties", properties.toString());
    }

    @Test
    void aClusterIsReachedThroughTheProxyThatTheEnvironmentNames() throws Exception {
        Started check = check(Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.getLocalPort()));
        assertThat(check.status()).as(check.said() + check.printed()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(asked).containsExactly("CONNECT " + SERVER + " HTTP/1.1");
    }

    @Test
    void whatTheEnvironmentExceptsIsReachedDirectly() throws Exception {
        Started check = check(Map.of(
                "HTTPS_PROXY", "http://127.0.0.1:" + proxy.getLocalPort(), "NO_PROXY", "10.0.0.0/8,192.0.2.0/24"));
        assertThat(check.status()).as(check.said() + check.printed()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(asked).isEmpty();
    }
}
