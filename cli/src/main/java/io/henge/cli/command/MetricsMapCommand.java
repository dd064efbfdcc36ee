package io.henge.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.henge.cli.exit.ExitCode;
import io.henge.cli.exit.Refused;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code henge metrics-map}: adds Henge's metrics to the map by which an emitter of Druid's knows what to send. */
@Command(
        name = "metrics-map",
        description = {
            "Print the map of one of Druid's emitters with Henge's metrics added; entries that are there stay as they are.",
            "The emitters send nothing that their map lacks, and a map of one's own replaces the one that they bring: begin with"
                    + " that one.",
            "In prometheus-emitter names lose their digits: k8s/task/waiting/count is druid_k_s_task_waiting_count there."
                    + " Without an emitter, Prometheus reads GET /druid/indexer/v1/k8s/metrics."
        })
public final class MetricsMapCommand implements Callable<Integer> {
    /** Many times what the maps are that the emitters bring. */
    private static final long BYTES_MAX = 4 << 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Each value on a line, as in the maps that the emitters bring. */
    private static final DefaultPrettyPrinter LINES =
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

    @Option(
            names = "--merge",
            required = true,
            paramLabel = "FILE",
            description = "The map to add to: what dimensionMapPath leads to, or the one that the emitter brings.")
    private @Nullable Path file;

    @Option(
            names = "--emitter",
            defaultValue = "prometheus",
            paramLabel = "NAME",
            description = "Whose map it is: prometheus or statsd (default: ${DEFAULT-VALUE}).")
    private EmitterMap emitter = EmitterMap.prometheus;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Path given = Objects.requireNonNull(file);
        ObjectNode map = read(given);
        List<String> complaints = emitter.complaints(map).stream()
                .map(complaint -> "--merge: " + given + ": " + complaint)
                .toList();
        if (!complaints.isEmpty()) {
            throw new Refused(complaints);
        }
        int before = map.size();
        int all = emitter.addTo(map);
        PrintWriter results = Screen.results(spec);
        results.println(written(map));
        results.flush();
        int added = map.size() - before;
        Screen.messages(spec)
                .println("henge: added " + added + " of " + all + " metrics"
                        + (added == all ? "." : "; the others were there, and are as they were."));
        return ExitCode.DONE;
    }

    private static String written(ObjectNode map) {
        try {
            return JSON.writer(LINES).writeValueAsString(map);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode read(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw wrong(file, "is larger than " + (BYTES_MAX >> 20) + " MiB. Give the map of an emitter.");
            }
            JsonNode read = JSON.readTree(Files.readString(file));
            if (read instanceof ObjectNode map) {
                return map;
            }
            throw wrong(
                    file, "holds no JSON object. Give the map of an emitter: an entry for each metric, by its name.");
        } catch (NoSuchFileException e) {
            throw wrong(file, "does not exist. Give the map that the emitter uses now.");
        } catch (JsonProcessingException e) {
            throw wrong(
                    file,
                    "cannot be read as JSON, at line "
                            + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + ": "
                            + firstLine(e.getOriginalMessage()) + ". Mend it; nothing was printed.");
        } catch (IOException e) {
            throw wrong(file, "cannot be read (" + e.getMessage() + "). Give a file that you can read, in UTF-8.");
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    private static Refused wrong(Path file, String what) {
        return new Refused(List.of("--merge: " + file + " " + what));
    }
}
