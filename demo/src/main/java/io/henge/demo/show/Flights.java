package io.henge.demo.show;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The flights that are shipped with Henge, and the task that ingests them.
 *
 * @param source a JSON array of flights
 */
public record Flights(Path source) {
    public static final String DATA_SOURCE = "flights";
    /** What SQL must find, counted from the file itself by other means. */
    public static final long ROWS = 20_000;

    public static final long DISTANCE = 14_476_934;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Spreads the flights over newline-delimited files, in the order of the source.
     *
     * @return the files
     */
    public List<Path> split(Path directory, int files) {
        try {
            Files.createDirectories(directory);
            JsonNode flights = JSON.readTree(source.toFile());
            List<Path> written = new ArrayList<>();
            for (int i = 0; i < files; i++) {
                Path file = directory.resolve("flights-" + i + ".json");
                try (BufferedWriter lines = Files.newBufferedWriter(file)) {
                    int end = (int) ((i + 1L) * flights.size() / files);
                    for (int row = (int) ((long) i * flights.size() / files); row < end; row++) {
                        lines.write(flights.get(row).toString());
                        lines.newLine();
                    }
                }
                written.add(file);
            }
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException("The flights in " + source + " cannot be spread over " + directory, e);
        }
    }

    /** An {@code index_parallel} task which makes one sub-task per file, {@code atOnce} of them side by side. */
    public static ObjectNode task(Path directory, int atOnce) {
        ObjectNode task = JSON.createObjectNode().put("type", "index_parallel");
        ObjectNode spec = task.putObject("spec");
        ObjectNode schema = spec.putObject("dataSchema").put("dataSource", DATA_SOURCE);
        schema.putObject("timestampSpec").put("column", "date").put("format", "yyyy/MM/dd HH:mm");
        ArrayNode dimensions = schema.putObject("dimensionsSpec").putArray("dimensions");
        dimensions.add("origin").add("destination");
        dimensions.addObject().put("type", "long").put("name", "delay");
        dimensions.addObject().put("type", "long").put("name", "distance");
        schema.putObject("granularitySpec")
                .put("type", "uniform")
                .put("segmentGranularity", "MONTH")
                .put("queryGranularity", "NONE")
                .put("rollup", false);
        ObjectNode input = spec.putObject("ioConfig").put("type", "index_parallel");
        input.putObject("inputSource")
                .put("type", "local")
                .put("baseDir", directory.toString())
                .put("filter", "flights-*.json");
        input.putObject("inputFormat").put("type", "json");
        ObjectNode tuning = spec.putObject("tuningConfig")
                .put("type", "index_parallel")
                .put("maxNumConcurrentSubTasks", atOnce)
                // Asked twice a second instead of once: the demonstration is short.
                .put("taskStatusCheckPeriodMs", 500);
        tuning.putObject("partitionsSpec").put("type", "dynamic");
        tuning.putObject("splitHintSpec").put("type", "maxSize").put("maxNumFiles", 1);
        return task;
    }
}
