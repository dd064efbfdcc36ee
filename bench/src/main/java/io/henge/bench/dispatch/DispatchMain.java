package io.henge.bench.dispatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.bench.overlord.Overlord;
import io.henge.bench.overlord.OverlordProperties;
import io.henge.bench.runner.Stage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Overlord's process in {@link DispatchBenchmark}. It says a line once all clusters are watched. For each number that it
 * is told it runs so many tasks to their end, until nothing is left of them, and says what that cost it as JSON.
 */
final class DispatchMain {
    /** For tens of thousands of tasks; reaching it ends the benchmark without a figure. */
    static final Duration PATIENCE = Duration.ofHours(2);

    private static final ObjectMapper JSON = new ObjectMapper();

    private DispatchMain() {}

    /**
     * Runs until its standard input ends.
     *
     * @param arguments the metadata store, the template, and each cluster as name=kubeconfig
     */
    public static void main(String[] arguments) throws Exception {
        Map<String, Path> kubeconfigs = new TreeMap<>();
        for (int i = 2; i < arguments.length; i++) {
            String[] cluster = arguments[i].split("=", 2);
            kubeconfigs.put(cluster[0], Path.of(cluster[1]));
        }
        try (Overlord overlord = Overlord.of(
                        arguments[0], OverlordProperties.of(kubeconfigs, Integer.MAX_VALUE, Path.of(arguments[1])));
                BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            overlord.start();
            Stage.until("all clusters are watched", () -> overlord.watched() == kubeconfigs.size());
            System.out.println("watched");
            int run = 0;
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                System.out.println(
                        JSON.writeValueAsString(run(overlord, "run-" + run++ + "-", Integer.parseInt(line))));
            }
        }
        System.exit(0);
    }

    private static Cost run(Overlord overlord, String prefix, int tasks) throws InterruptedException {
        Cost.Meter meter = Cost.Meter.begin();
        int before = overlord.succeeded();
        for (int i = 0; i < tasks; i++) {
            overlord.run(prefix + i);
        }
        Stage.until("all tasks have succeeded", PATIENCE, () -> overlord.succeeded() == before + tasks);
        Stage.until("every row is gone", PATIENCE, () -> overlord.known() == 0);
        return meter.end();
    }
}
