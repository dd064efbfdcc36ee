package io.henge.demo.druid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeonTemplateTest {
    private final String yaml = PeonTemplate.yaml(
            new Endpoints("127.0.0.1:1", StoreKind.DERBY, 2),
            new Storage(Path.of("/a \"quoted\" root")),
            List.of("/a", "/b"));

    @Test
    void everyVariableStandsAsDeepAsTheFirst() {
        List<String> names =
                yaml.lines().filter(line -> line.contains("- name: druid_")).toList();

        assertThat(names).hasSizeGreaterThan(20);
        assertThat(names.stream().map(line -> line.indexOf('-')).distinct()).hasSize(1);
        assertThat(Set.copyOf(names)).as("no name twice").hasSameSizeAs(names);
    }

    @Test
    void whatAPeonCannotDoWithoutIsThere() {
        assertThat(yaml.lines().map(String::strip))
                .contains(
                        "kind: PodTemplate",
                        "- name: main",
                        "image: henge/peon",
                        "command: [\"/peon.sh\"]",
                        "restartPolicy: Never",
                        "fieldPath: status.podIP",
                        "- name: druid_peon_mode",
                        "- name: druid_indexer_task_encapsulatedTask",
                        "- name: druid_zk_service_host",
                        "value: \"[\\\"/a\\\",\\\"/b\\\"]\"",
                        "value: \"127.0.0.1:1\"",
                        "value: \"/a \\\"quoted\\\" root/segments\"");
    }

    @Test
    void underscoresInPropertiesAreDoubled() {
        assertThat(PeonTemplate.variable("druid.a_b.c")).isEqualTo("druid_a__b_c");
    }
}
