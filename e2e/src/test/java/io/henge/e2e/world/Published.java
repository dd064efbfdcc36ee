package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.demo.world.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a data source consists of: by SQL, by the metadata store, and by the files in deep storage. */
final class Published {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Place place;
    private final String dataSource;
    private final Environment.Services services;

    Published(Place place, String dataSource) {
        this.place = place;
        this.dataSource = dataSource;
        this.services = Objects.requireNonNull(place.environment().services());
    }

    /** That SQL finds exactly {@code expected}, in the form of {@link HeldRows#rows}. */
    void assertRows(Map<String, Integer> expected) throws InterruptedException {
        int count = expected.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(rows(count)).isEqualTo(expected);
    }

    /** All rows, as soon as there are that many; of each file and answer there must be all or none. */
    Map<String, Integer> rows(int atLeast) throws InterruptedException {
        Place.until("the rows of " + dataSource + " can be queried", () -> count() >= atLeast);
        Map<String, Integer> found = new TreeMap<>();
        for (JsonNode row : sql("SELECT \"file\", answer, COUNT(*) AS n, SUM(\"row\") AS s FROM \"" + dataSource
                + "\" GROUP BY 1, 2")) {
            assertThat(row.path("s").asInt())
                    .as("the numbers of the rows of " + row)
                    .isEqualTo(HeldRows.SUM_PER_FILE);
            found.put(
                    HeldRows.key(row.path("file").asText(), row.path("answer").asInt()),
                    row.path("n").asInt());
        }
        return found;
    }

    /** That SQL finds that many rows. */
    void assertCount(int expected) throws InterruptedException {
        Place.until("the rows of " + dataSource + " can be queried", () -> count() >= expected);
        assertThat(count()).isEqualTo(expected);
    }

    private long count() throws InterruptedException {
        return sql("SELECT COUNT(*) AS n FROM \"" + dataSource + "\"")
                .path(0)
                .path("n")
                .asLong();
    }

    private JsonNode sql(String query) throws InterruptedException {
        return place.druid().sql(services.router().url(), query);
    }

    /** Every file of every segment that the metadata names, with its content; fails if a segment is not whole. */
    Map<Path, ByteBuffer> files() throws Exception {
        Map<Path, ByteBuffer> files = new TreeMap<>();
        JsonNode segments = segments();
        assertThat(segments).isNotEmpty();
        for (JsonNode segment : segments) {
            Map<Path, ByteBuffer> parts =
                    filesBelow(Path.of(segment.path("loadSpec").path("path").asText()));
            assertThat(parts.values().stream().mapToLong(ByteBuffer::remaining).sum())
                    .as("size of " + segment)
                    .isEqualTo(segment.path("size").asLong());
            files.putAll(parts);
        }
        return files;
    }

    private JsonNode segments() throws IOException, InterruptedException {
        URI uri = URI.create(services.coordinator().url() + "/druid/coordinator/v1/metadata/datasources/" + dataSource
                + "/segments?full");
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).GET().build(), HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(response.body());
    }

    /** What first attempts have put into deep storage, published or not. */
    Map<Path, ByteBuffer> filesAtUsualRoot() throws IOException {
        return filesBelow(place.world().directory().storage().segments().resolve(dataSource));
    }

    private static Map<Path, ByteBuffer> filesBelow(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return Map.of();
        }
        Map<Path, ByteBuffer> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.filter(Files::isRegularFile).forEach(file -> files.put(file, contentOf(file)));
        }
        return files;
    }

    private static ByteBuffer contentOf(Path file) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
