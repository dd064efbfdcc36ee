package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.demo.druid.DruidRuntime;
import io.henge.demo.druid.DruidVersion;
import io.henge.demo.world.Installation;
import io.henge.demo.world.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** What a stream has become: the rows of the segments that the metadata name, and how far it was read by the metadata. */
record StreamedSegments(World world, String dataSource) {
    private static final Duration DUMP_LIMIT = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The next offset of each partition. */
    SortedMap<Integer, Long> offsets() throws Exception {
        List<byte[]> metadata = new MetadataStore(world)
                .read("SELECT commit_metadata_payload FROM druid_dataSource WHERE dataSource = '" + dataSource + "'");
        assertThat(metadata).hasSize(1);
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        JSON.readTree(metadata.get(0))
                .path("partitions")
                .path("partitionSequenceNumberMap")
                .fields()
                .forEachRemaining(entry -> offsets.put(
                        Integer.parseInt(entry.getKey()), entry.getValue().asLong()));
        return offsets;
    }

    /** That the segments have, of each partition, the rows from 0 to its end, each once, and nothing else. */
    void assertEachRowIsThereOnce(SortedMap<Integer, Long> ends) throws Exception {
        SortedMap<Integer, List<Long>> found = new TreeMap<>();
        for (byte[] payload : new MetadataStore(world)
                .read("SELECT payload FROM druid_segments WHERE used = true AND dataSource = '" + dataSource + "'")) {
            for (JsonNode row : rows(JSON.readTree(payload))) {
                found.computeIfAbsent(row.path("part").asInt(), part -> new ArrayList<>())
                        .add(row.path("number").asLong());
            }
        }
        assertThat(found.keySet()).isEqualTo(ends.keySet());
        ends.forEach((part, end) -> assertThat(
                        found.getOrDefault(part, List.of()).stream().sorted())
                .as("rows of partition " + part)
                .containsExactlyElementsOf(LongStream.range(0, end).boxed().toList()));
    }

    /** By Druid's own tool, which needs no process of this world. */
    private List<JsonNode> rows(JsonNode segment) throws Exception {
        Path scratch = Files.createDirectories(world.directory().scratch("dump-segment"));
        Path out = scratch.resolve("rows");
        Installation installation = Installation.find();
        DruidRuntime druid = installation.druid(DruidVersion.V33);
        List<String> command = new ArrayList<>(List.of(druid.java().toString()));
        command.addAll(druid.flags());
        command.addAll(installation.classes(druid).options("dump-segment"));
        command.addAll(List.of("-Xmx256m", "-cp", druid.classPath(), "org.apache.druid.cli.Main", "tools"));
        command.addAll(List.of("dump-segment", "--column", "part", "--column", "number"));
        command.addAll(
                List.of("--directory", segment.path("loadSpec").path("path").asText()));
        command.addAll(List.of("--out", out.toString()));
        world.directory().parts().run("dump-segment", command, scratch, DUMP_LIMIT);
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(out)) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }
}
