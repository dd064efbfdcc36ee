package io.henge.demo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaProgramsTest {
    @Test
    void whatItListensOnIsWhatItTellsItsClientsAndItself() {
        Map<String, String> settings = KafkaPrograms.settings(1, 2, Path.of("/data"));
        assertThat(settings)
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:1,CONTROLLER://127.0.0.1:2")
                .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:1")
                .containsEntry("controller.quorum.voters", "1@127.0.0.1:2")
                .containsEntry("log.dirs", "/data");
    }

    @Test
    void itsMemoryIsBounded() {
        KafkaPrograms programs = new KafkaPrograms(Path.of("/jars"), Path.of("/bin/java"));
        assertThat(programs.serve(Path.of("/settings")))
                .startsWith("/bin/java")
                .contains("-Xmx256m")
                .endsWith("-cp", "/jars/*", "kafka.Kafka", "/settings");
        assertThat(programs.format(Path.of("/settings"))).contains("-Xmx256m").endsWith("--config", "/settings");
    }
}
