package io.henge.demo.show;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.henge.cli.terminal.Durations;
import io.henge.cli.terminal.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the demonstration ends with.
 *
 * @param tasks the parent first
 * @param times how long each phase took, in order
 * @param loss what was seen and decided when a cluster died; empty where none did
 * @param failure Druid's own words about a failed task, with the place of its log
 */
public record DemoReport(
        List<Row> tasks,
        List<Expectation> checks,
        Map<String, Duration> times,
        List<LossStory.Step> loss,
        @Nullable String failure) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public DemoReport {
        tasks = List.copyOf(tasks);
        checks = List.copyOf(checks);
        loss = List.copyOf(loss);
    }

    /** One task. */
    record Row(
            String task,
            String type,
            @Nullable String cluster,
            @Nullable String pod,
            @Nullable Duration startUp,
            @Nullable Duration duration,
            String result) {}

    /** Whether everything held that was to be shown. */
    public boolean proved() {
        return failure == null && !checks.isEmpty() && checks.stream().allMatch(Expectation::held);
    }

    /** For people. */
    public String text() {
        Table table = new Table("TASK", "CLUSTER", "POD", "START-UP", "DURATION", "RESULT");
        for (Row row : tasks) {
            table.row(
                    TaskName.brief(row.task()),
                    or(row.cluster()),
                    row.pod() == null ? "-" : TaskName.briefPod(row.pod()),
                    words(row.startUp()),
                    words(row.duration()),
                    row.result());
        }
        Table figures = new Table("CHECK", "FOUND", "EXPECTED", "");
        checks.forEach(
                check -> figures.row(check.name(), check.found(), check.expected(), check.held() ? "ok" : "WRONG"));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.addAll(figures.lines());
        lines.add("");
        lines.add("Times: "
                + String.join(
                        ", ",
                        times.entrySet().stream()
                                .map(time -> time.getKey() + " " + Durations.words(time.getValue()))
                                .toList()));
        if (failure != null) {
            lines.add(failure);
        }
        lines.add(proved() ? "Proved: every row arrived once." : "Not proved: the demonstration has failed.");
        return String.join("\n", lines);
    }

    /** The same as one JSON object. */
    public String json() {
        ObjectNode report = JSON.createObjectNode().put("proved", proved());
        var rows = report.putArray("tasks");
        for (Row row : tasks) {
            ObjectNode task = rows.addObject().put("task", row.task()).put("type", row.type());
            task.put("cluster", row.cluster()).put("pod", row.pod());
            task.put("startUpSeconds", seconds(row.startUp())).put("durationSeconds", seconds(row.duration()));
            task.put("result", row.result());
        }
        var figures = report.putArray("checks");
        for (Expectation check : checks) {
            figures.addObject()
                    .put("name", check.name())
                    .put("expected", check.expected())
                    .put("found", check.found())
                    .put("held", check.held());
        }
        ObjectNode seconds = report.putObject("seconds");
        times.forEach((phase, time) -> seconds.put(phase, seconds(time)));
        if (!loss.isEmpty()) {
            var steps = report.putArray("loss");
            for (LossStory.Step step : loss) {
                ObjectNode seen = steps.addObject().put("secondsSinceCut", seconds(step.sinceCut()));
                seen.put("what", step.text());
                step.details().forEach(seen.putArray("details")::add);
            }
        }
        report.put("failure", failure);
        return report.toPrettyString();
    }

    private static String or(@Nullable String text) {
        return Objects.requireNonNullElse(text, "-");
    }

    private static String words(@Nullable Duration duration) {
        return duration == null ? "-" : Durations.words(duration);
    }

    private static @Nullable Double seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis() / 1000.0;
    }
}
