package io.henge.kubernetes.connection;

import static io.henge.kubernetes.stub.BoundedWaits.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.kubernetes.connection.RegistrationSecrets.Found;
import io.henge.kubernetes.stub.StubApiServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that register clusters, as an API server shows them. */
class RegistrationSecretsTest {
    @TempDir
    private Path dir;

    private final AtomicInteger told = new AtomicInteger();
    private StubApiServer server;
    private RegistrationSecrets secrets;

    @BeforeEach
    void make() throws Exception {
        server = new StubApiServer();
        secrets = new RegistrationSecrets(server.settings(dir), told::incrementAndGet);
    }

    @AfterEach
    void close() {
        secrets.close();
        server.close();
    }

    private static String secret(String name, String cluster) {
        return "{\"metadata\":{\"name\":\"%s\",\"uid\":\"u-%s\",\"resourceVersion\":\"5\"},\"data\":{\"name\":\"%s\",\"odd\":\"?\"}}"
                .formatted(name, name, Base64.getEncoder().encodeToString(cluster.getBytes(StandardCharsets.UTF_8)));
    }

    private static Found found(String name, String cluster) {
        return new Found(name, new TreeMap<>(Map.of("name", cluster, "odd", "")));
    }

    @Test
    void theyAreListedByTheirLabelAndWatched() throws Exception {
        server.listJobs(secret("b", "west"), secret("a", "east\n"));
        server.start();
        assertThat(secrets.found()).isEmpty();
        secrets.start();
        until(() -> secrets.found().size() == 2);
        assertThat(secrets.found()).containsExactly(found("a", "east"), found("b", "west"));
        assertThat(server.lists())
                .singleElement()
                .asString()
                .startsWith("GET /api/v1/namespaces/henge/secrets?labelSelector=henge.io%2Fregistration%3Dcluster");
        until(() -> told.get() > 0);
        int before = told.get();
        server.sendJobEvent("{\"type\":\"ADDED\",\"object\":" + secret("c", "south") + "}");
        until(() -> secrets.found().contains(found("c", "south")));
        server.sendJobEvent("{\"type\":\"DELETED\",\"object\":" + secret("a", "east") + "}");
        until(() -> secrets.found().size() == 2);
        until(() -> told.get() > before);
    }

    @Test
    void whatTheyHoldIsInNoText() {
        assertThat(found("a", "secret")).hasToString("Secret[a]");
    }

    @Test
    void whoeverMayNotSeeThemSeesNoneAndIsWellOtherwise() throws Exception {
        server.requireToken("another");
        server.listJobs(secret("a", "east"));
        server.start();
        secrets.start();
        until(() -> told.get() > 0);
        assertThat(secrets.found()).isEmpty();
        server.requireToken("secret");
        until(() -> secrets.found().size() == 1);
    }
}
