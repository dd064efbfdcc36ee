package io.henge.druid.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Optional;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.TaskId;
import io.henge.core.failover.StatePreservation.Source;
import io.henge.druid.logs.LiveReports;
import io.henge.druid.store.Handoffs;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.apache.druid.indexer.TaskLocation;
import org.apache.druid.indexing.common.task.Task;
import org.jspecify.annotations.Nullable;

/** What Druid knows of attempts that run, as JSON. */
public final class DruidDocuments implements AttemptStates.Documents {
    /** A report of a task with many errors is long; nobody needs all of it. */
    private static final int LENGTH_MAX = 1 << 20;

    private final Function<TaskId, java.util.Optional<Task>> tasks;
    private final Handoffs supervisors;
    private final LiveReports reports;
    private final ObjectMapper json;

    public DruidDocuments(
            Function<TaskId, java.util.Optional<Task>> tasks,
            Handoffs supervisors,
            LiveReports reports,
            ObjectMapper json) {
        this.tasks = tasks;
        this.supervisors = supervisors;
        this.reports = reports;
        this.json = json;
    }

    @Override
    public JsonNode read(Source source, Attempt attempt) throws IOException {
        return switch (source) {
            case TASK ->
                json.valueToTree(
                        tasks.apply(attempt.task()).orElseThrow(() -> new IOException("The task is not known")));
            case SUPERVISOR ->
                json.valueToTree(supervisors
                        .statusOf(attempt.task())
                        .orElseThrow(() -> new IOException("No supervisor counts the task among its own")));
            case REPORT -> report(attempt);
            case JOB, POD -> throw new IOException("Druid has no " + source);
        };
    }

    private JsonNode report(Attempt attempt) throws IOException {
        @Nullable Location location = attempt.location();
        if (location == null) {
            throw new IOException("Its pod has no address");
        }
        Optional<InputStream> report = reports.of(
                attempt.task().value(),
                TaskLocation.create(location.host(), location.plaintextPort(), location.tlsPort()));
        if (!report.isPresent()) {
            throw new IOException("Its peon has no live report");
        }
        try (InputStream in = report.get()) {
            byte[] bytes = in.readNBytes(LENGTH_MAX + 1);
            if (bytes.length > LENGTH_MAX) {
                throw new IOException("The live report has more than " + LENGTH_MAX + " bytes");
            }
            return json.readTree(bytes);
        }
    }
}
