package io.henge.demo.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    private static final Environment.Cluster EAST = new Environment.Cluster(
            "east", "/a", "/h", "henge", "https://127.2.0.1:6443", new Environment.Pids(1, 2, 3, 4, List.of(5L)));

    @TempDir
    private Path directory = Path.of("");

    private static Environment environment(boolean query) {
        Environment.Server server = new Environment.Server("http://127.0.0.1:1", 6);
        return new Environment(
                List.of(EAST),
                List.of(server),
                query ? new Environment.Services(server, server, server, server) : null,
                new Environment.ZooKeeper("127.0.0.1:2", 7),
                new Environment.Metadata("jdbc:derby://127.0.0.1:3/henge", 8),
                "/deep",
                "/logs",
                "33.0.0",
                query ? new Environment.Kafka("127.0.0.1:4", 9) : null);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Path file = directory.resolve("env.json");
        assertThat(Environment.read(file)).isEmpty();

        environment(true).write(file);

        assertThat(Environment.read(file)).contains(environment(true));
        assertThat(directory).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void aRestartChangesThePidsOfThatProcessOnly() {
        Environment before = environment(true);

        assertThat(before.restarted(8, 80).json()).isEqualTo(before.json().replace("\"pid\" : 8", "\"pid\" : 80"));
        assertThat(before.restarted(7, 70).json()).isEqualTo(before.json().replace("\"pid\" : 7", "\"pid\" : 70"));
        assertThat(before.restarted(6, 60).json()).isEqualTo(before.json().replace("\"pid\" : 6", "\"pid\" : 60"));
        assertThat(before.restarted(9, 90).json()).isEqualTo(before.json().replace("\"pid\" : 9", "\"pid\" : 90"));
        assertThat(before.restarted(5, 50)).isEqualTo(before);
    }

    @Test
    void theShapeIsTheDocumentedOne() {
        assertThat(environment(false).json().replaceAll("\\s", ""))
                .isEqualTo("{\"clusters\":[{\"name\":\"east\",\"kubeconfig\":\"/a\",\"hengeKubeconfig\":\"/h\","
                        + "\"namespace\":\"henge\",\"apiServer\":\"https://127.2.0.1:6443\",\"pids\":{\"etcd\":1,"
                        + "\"apiserver\":2,\"controllerManager\":3,\"scheduler\":4,\"nodes\":[5]}}],"
                        + "\"overlords\":[{\"url\":\"http://127.0.0.1:1\",\"pid\":6}],"
                        + "\"zookeeper\":{\"connect\":\"127.0.0.1:2\",\"pid\":7},"
                        + "\"metadata\":{\"jdbcUrl\":\"jdbc:derby://127.0.0.1:3/henge\",\"pid\":8},"
                        + "\"deepStorage\":\"/deep\",\"logs\":\"/logs\",\"druid\":\"33.0.0\"}");
        assertThat(environment(true).json()).contains("\"services\"", "\"historical\"", "\"kafka\"");
    }
}
