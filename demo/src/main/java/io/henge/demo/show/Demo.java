package io.henge.demo.show;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.cli.overlord.NotAnswered;
import io.henge.demo.druid.DruidCalls;
import io.henge.demo.process.PartFailed;
import io.henge.demo.process.Poll;
import io.henge.demo.world.Environment;
import io.henge.demo.world.World;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The story: one ingestion whose sub-tasks run on all clusters, watched, and proved complete. Runs once. */
public final class Demo {
    private static final int FILES = 6;
    private static final int AT_ONCE = 3;
    private static final Duration SUBMIT_LIMIT = Duration.ofSeconds(30);
    private static final Duration INGEST_LIMIT = Duration.ofMinutes(5);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final World world;
    private final DruidCalls druid;
    private final Path flights;
    private final Consumer<String> screen;
    private final @Nullable Loss loss;
    private final ShownAttempts shownAttempts = new ShownAttempts();
    private final Map<String, Duration> times = new LinkedHashMap<>();

    /**
     * @param flights the shipped data
     * @param screen is told line by line what becomes of each task
     */
    public Demo(World world, Path flights, Consumer<String> screen) {
        this(world, flights, null, screen);
    }

    /**
     * The same with a loss.
     *
     * @param lost the cluster that dies in the middle of the ingestion and comes back at the end, null for none
     */
    public Demo(World world, Path flights, @Nullable String lost, Consumer<String> screen) {
        this.world = world;
        this.flights = flights;
        this.druid = new DruidCalls(world.environment().overlords().stream()
                .map(Environment.Server::url)
                .toList());
        this.loss = lost == null ? null : new Loss(world, druid, lost, FILES, Clock.systemUTC(), screen);
        this.screen = loss == null ? screen : loss::tell;
    }

    /**
     * Ingests and proves.
     *
     * @param upTime how long the world took to come up, for the report
     */
    public DemoReport run(Duration upTime) throws InterruptedException {
        times.put("world", upTime);
        Environment.Services services = world.environment().services();
        if (services == null) {
            throw new PartFailed("The world in " + world.directory().root()
                    + " has no query services, without which nothing can be proved. Bring it up with --query.");
        }
        new Flights(flights).split(world.directory().data(), FILES);
        long startNanos = System.nanoTime();
        String task = submit();
        screen.accept("Ingesting " + FILES + " files of flights by task " + task + ".");
        boolean ended = Poll.until(
                INGEST_LIMIT, LOOK_EVERY, () -> quietly(() -> watch(task)).orElse(false));
        if (loss == null) {
            Poll.until(END_LIMIT, LOOK_EVERY, () -> quietly(() -> watch(task)).isPresent() && shownAttempts.allEnded());
        }
        long ingestedNanos = System.nanoTime();
        times.put("ingestion", Duration.ofNanos(ingestedNanos - startNanos));
        Map<String, JsonNode> results = results();
        String failure = failure(task, ended);
        List<Expectation> checks = new ArrayList<>(loss == null ? taskChecks(task, results) : List.of());
        if (failure == null) {
            screen.accept("The task has ended. Waiting until its segments are loaded, then counting.");
            List<Expectation> counted = new Proof(druid, services.router().url()).checks();
            counted.forEach(check -> screen.accept(
                    check.name() + " is " + check.found() + (check.held() ? ", as it must be." : ", which is WRONG.")));
            checks.addAll(0, counted);
            times.put("proof", Duration.ofNanos(System.nanoTime() - ingestedNanos));
        }
        if (loss != null) {
            loss.end();
            loss.addTimes(times);
            checks.addAll(loss.checks());
        }
        return new DemoReport(rows(task, results), checks, times, loss == null ? List.of() : loss.steps(), failure);
    }

    private String submit() throws InterruptedException {
        return Poll.first(
                        SUBMIT_LIMIT,
                        LOOK_EVERY,
                        () -> quietly(() ->
                                druid.submit(Flights.task(world.directory().data(), AT_ONCE))))
                .orElseThrow(() -> new PartFailed("No Overlord took the task within " + SUBMIT_LIMIT.toSeconds()
                        + " s. The Overlords' logs are in " + world.directory().logs() + "."));
    }

    /** Looks once at everything; whether the parent has ended. */
    private boolean watch(String task) throws InterruptedException {
        if (loss != null) {
            loss.look(shownAttempts, task);
        }
        druid.placements().ifPresent(page -> shownAttempts.observe(page, task).forEach(screen));
        return !statusCode(druid.status(task)).equals("RUNNING");
    }

    private @Nullable String failure(String task, boolean ended) throws InterruptedException {
        if (!ended) {
            return "Task " + task + " had not ended after " + INGEST_LIMIT.toMinutes() + " minutes. Its log so far: "
                    + "GET /druid/indexer/v1/task/" + task + "/log at " + druid.leader() + ".";
        }
        JsonNode status = druid.status(task);
        if (statusCode(status).equals("SUCCESS")) {
            return null;
        }
        return "Task " + task + " ended as " + statusCode(status) + ": "
                + status.path("errorMsg").asText("Druid gives no reason.") + "\nIts log is "
                + world.directory().storage().taskLogs().resolve(task + ".log") + ".";
    }

    /** All tasks of the data source as Druid remembers them: those of nobody else may be among them. */
    private Map<String, JsonNode> results() throws InterruptedException {
        Map<String, JsonNode> results = new TreeMap<>();
        for (JsonNode task : druid.tasks(Flights.DATA_SOURCE)) {
            results.put(task.path("id").asText(), task);
        }
        return results;
    }

    private List<Expectation> taskChecks(String parent, Map<String, JsonNode> results) {
        long succeeded = results.values().stream()
                .filter(task -> task.path("type").asText().equals("single_phase_sub_task"))
                .filter(task -> task.path("groupId").asText().equals(parent))
                .filter(task -> statusCode(task).equals("SUCCESS"))
                .count();
        String clusters = world.environment().clusters().stream()
                .map(Environment.Cluster::name)
                .sorted()
                .collect(Collectors.joining(", "));
        String used = shownAttempts.all().stream()
                .filter(attempt -> !attempt.task().equals(parent))
                .flatMap(attempt -> Optional.ofNullable(attempt.cluster()).stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return List.of(
                new Expectation("sub-tasks succeeded", Integer.toString(FILES), Long.toString(succeeded)),
                new Expectation("tasks in all", Integer.toString(FILES + 1), Integer.toString(results.size())),
                new Expectation(
                        "tasks placed again",
                        "0",
                        Integer.toString(shownAttempts.relaunched().size())),
                new Expectation("clusters with sub-tasks", clusters, used.isEmpty() ? "none" : used));
    }

    private List<DemoReport.Row> rows(String parent, Map<String, JsonNode> results) {
        List<String> tasks = new ArrayList<>(results.keySet());
        shownAttempts.all().stream()
                .map(ShownAttempt::task)
                .filter(task -> !tasks.contains(task))
                .forEach(tasks::add);
        tasks.remove(parent);
        tasks.add(0, parent);
        return tasks.stream()
                .map(task -> row(task, Optional.ofNullable(results.get(task))))
                .toList();
    }

    private DemoReport.Row row(String task, Optional<JsonNode> result) {
        Optional<ShownAttempt> seen = shownAttempts.of(task);
        return new DemoReport.Row(
                task,
                result.map(status -> status.path("type").asText())
                        .or(() -> seen.map(ShownAttempt::type))
                        .orElse("unknown"),
                seen.map(ShownAttempt::cluster).orElse(null),
                seen.map(ShownAttempt::pod).orElse(null),
                seen.map(ShownAttempt::startUp).orElse(null),
                result.flatMap(Demo::duration)
                        .or(() -> seen.map(ShownAttempt::duration))
                        .orElse(null),
                result.map(Demo::statusCode).orElse("unknown to Druid"));
    }

    /** What Druid says of it; negative while it does not know. */
    private static Optional<Duration> duration(JsonNode status) {
        long millis = status.path("duration").asLong(-1);
        return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }

    private static String statusCode(JsonNode status) {
        return status.path("statusCode").asText("RUNNING");
    }

    /** The answer, or nothing if Druid cannot answer now: a change of the leader passes. */
    private static <T> Optional<T> quietly(Question<T> question) {
        try {
            return Optional.of(question.ask());
        } catch (NotAnswered notNow) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Something asked of Druid. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws InterruptedException;
    }
}
