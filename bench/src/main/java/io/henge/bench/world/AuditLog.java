package io.henge.bench.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.demo.world.Environment;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a cluster's API server has written down about Henge's requests. */
record AuditLog(Path file) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Of requests, but not of probes, which are asked whether there are tasks or not: those are {@code henge-probe/}'s. */
    private static final String HENGE = "henge/";

    static AuditLog of(Environment.Cluster cluster) {
        return new AuditLog(Path.of(cluster.kubeconfig()).resolveSibling("logs").resolve("audit.log"));
    }

    /** How many requests there were of each kind, such as "create jobs" or "get pods/log". */
    Map<String, Integer> requests() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode event = JSON.readTree(line);
                // A watch is there twice, when it begins and when it ends.
                if (event.path("userAgent").asText().startsWith(HENGE)
                        && seen.add(event.path("auditID").asText())) {
                    counts.merge(kind(event), 1, Integer::sum);
                }
            }
        }
        return counts;
    }

    private static String kind(JsonNode event) {
        JsonNode object = event.path("objectRef");
        String part = object.path("subresource").asText("");
        return event.path("verb").asText() + " " + object.path("resource").asText()
                + (part.isEmpty() ? "" : "/" + part);
    }
}
