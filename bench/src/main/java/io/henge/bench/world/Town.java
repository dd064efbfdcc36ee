package io.henge.bench.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.henge.cli.overlord.NotAnswered;
import io.henge.demo.druid.DruidCalls;
import io.henge.demo.process.PartFailed;
import io.henge.demo.process.Poll;
import io.henge.demo.world.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A world's Druid as benchmarks use it: tasks go in, and are waited for. */
final class Town {
    /** Longer than anything takes on a loaded machine; reaching it ends the benchmark without a figure. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Environment.Server> overlords;
    private final DruidCalls druid;

    Town(List<Environment.Server> overlords) {
        this.overlords = List.copyOf(overlords);
        this.druid =
                new DruidCalls(overlords.stream().map(Environment.Server::url).toList());
    }

    /** A question to Druid, which may not be answered now. */
    interface Question<T> {
        T ask() throws InterruptedException;
    }

    /** Asks until there is an answer; says what Druid said last if there is none in time. */
    static <T> T answer(String what, Question<Optional<T>> question) throws InterruptedException {
        AtomicReference<String> last = new AtomicReference<>("");
        return Poll.first(PATIENCE, LOOK_EVERY, () -> quietly(question, last))
                .orElseThrow(() -> new PartFailed(
                        "It took more than " + PATIENCE.toMinutes() + " minutes until " + what + ". " + last.get()));
    }

    private static <T> Optional<T> quietly(Question<Optional<T>> question, AtomicReference<String> last) {
        try {
            return question.ask();
        } catch (NotAnswered notNow) {
            last.set(String.valueOf(notNow.getMessage()));
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The same world without an Overlord that is dead. */
    Town without(Environment.Server overlord) {
        return new Town(
                overlords.stream().filter(other -> !other.equals(overlord)).toList());
    }

    Environment.Server leader() throws InterruptedException {
        String url = answer("an Overlord leads", () -> Optional.of(druid.leader()));
        return overlords.stream()
                .filter(overlord -> overlord.url().equals(url))
                .findFirst()
                .orElseThrow();
    }

    /** Hands in a task that does nothing, for {@code runTime}. */
    String submitNoop(Duration runTime) throws InterruptedException {
        return submit(JSON.createObjectNode().put("type", "noop").put("runTime", runTime.toMillis()));
    }

    /** Hands in a task, once: a second try might make two of one whose answer was lost. */
    String submit(ObjectNode task) throws InterruptedException {
        return druid.submit(task);
    }

    void awaitSuccess(String task) throws InterruptedException {
        String status = answer(
                "task " + task + " has ended",
                () -> Optional.of(druid.status(task).path("statusCode").asText("RUNNING"))
                        .filter(code -> !code.equals("RUNNING")));
        if (!status.equals("SUCCESS")) {
            throw new PartFailed("Task " + task + " ended with " + druid.status(task));
        }
    }

    /** Waits until as many tasks as given are in a state that Henge's REST calls so, and no others are known. */
    void awaitOnly(int count, String state) throws InterruptedException {
        boolean unused = answer(count + " tasks are " + state, () -> {
            List<String> states = states();
            return states.size() == count && states.stream().allMatch(state::equals)
                    ? Optional.of(true)
                    : Optional.empty();
        });
    }

    /** The states of all tasks that Henge knows. */
    List<String> states() throws InterruptedException {
        return placements().map(placement -> placement.path("state").asText()).toList();
    }

    /** How many of the tasks that Henge knows say this of themselves, such as {@code type} or {@code cluster}. */
    int known(String field, String value) throws InterruptedException {
        return answer(
                "Henge says what it knows",
                () -> Optional.of((int) placements()
                        .filter(placement -> placement.path(field).asText().equals(value))
                        .count()));
    }

    /** What Henge says of one attempt, if it knows it. */
    Optional<JsonNode> placement(String task, int attempt) throws InterruptedException {
        return placements()
                .filter(placement -> placement.path("task").asText().equals(task)
                        && placement.path("attempt").asInt() == attempt)
                .findFirst();
    }

    private Stream<JsonNode> placements() throws InterruptedException {
        JsonNode placements = druid.placements().orElseThrow().path("placements");
        return StreamSupport.stream(placements.spliterator(), false);
    }
}
