package io.henge.bench.figure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.henge.cli.terminal.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All figures of one run of the command, as a table for people or as JSON for scripts. */
public final class Report {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Instant at;
    private final Machine machine;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(String benchmark, Figure figure) {
        @Nullable
        Boolean met() {
            return figure.target().isMetBy(figure.value());
        }
    }

    public Report(Instant at, Machine machine) {
        this.at = at.truncatedTo(ChronoUnit.SECONDS);
        this.machine = machine;
    }

    public void add(String benchmark, List<Figure> figures) {
        figures.forEach(figure -> entries.add(new Entry(benchmark, figure)));
    }

    public String text() {
        Table table = new Table("BENCHMARK", "MEASURED", "VALUE", "TARGET", "MET");
        for (Entry entry : entries) {
            @Nullable Boolean met = entry.met();
            table.row(
                    entry.benchmark(),
                    entry.figure().what(),
                    entry.figure().valueText(),
                    entry.figure().target().words(),
                    met == null ? "-" : met ? "yes" : "NO");
        }
        return at + ", " + machine.words() + "\n\n" + table;
    }

    public String json() {
        ObjectNode root = JSON.createObjectNode().put("at", at.toString());
        root.set("machine", JSON.valueToTree(machine));
        ArrayNode figures = root.putArray("figures");
        for (Entry entry : entries) {
            ObjectNode figure = JSON.valueToTree(entry.figure());
            figure.put("benchmark", entry.benchmark());
            if (entry.met() == null) {
                figure.remove("target");
            } else {
                figure.put("met", entry.met());
            }
            figures.add(figure);
        }
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Strings and numbers are always JSON", e);
        }
    }
}
