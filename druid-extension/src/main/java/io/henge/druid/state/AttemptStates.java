package io.henge.druid.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.core.attempt.Attempt;
import io.henge.core.failover.StatePreservation.Rule;
import io.henge.core.failover.StatePreservation.Source;
import io.henge.core.port.ClusterConnection;
import io.henge.core.port.StateSource;
import io.henge.druid.json.JsonPaths;
import io.henge.druid.json.WrongInputException;
import io.henge.druid.store.BoundedAsker;
import io.henge.kubernetes.connection.ObjectSource;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads what rules say of attempts that run: Jobs and pods without a thread that waits, all else on a few threads of its own. Each
 * source is read once, however many rules there are of it.
 */
public final class AttemptStates implements StateSource, AutoCloseable {
    private static final int THREADS = 2;

    /** More than are asked about in the time that one answer may take. */
    private static final int QUEUE_MAX = 200;

    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private final Documents documents;
    private final ObjectMapper json;
    private final BoundedAsker asker = new BoundedAsker("henge-state-%d", THREADS, QUEUE_MAX, ANSWER_MAX);

    /** What Druid itself knows of attempts. */
    public interface Documents {
        /**
         * The task, its supervisor's status or its live report. May block for some seconds.
         *
         * @throws IOException with a sentence if it is not there or cannot be had
         */
        JsonNode read(Source source, Attempt attempt) throws IOException;
    }

    public AttemptStates(Documents documents, ObjectMapper json) {
        this.documents = documents;
        this.json = json;
    }

    @Override
    public CompletionStage<Captured> capture(Attempt attempt, List<Rule> rules, ClusterConnection from) {
        Map<Source, CompletableFuture<String>> objects = new EnumMap<>(Source.class);
        for (Rule rule : rules) {
            if (rule.source() == Source.JOB || rule.source() == Source.POD) {
                objects.computeIfAbsent(rule.source(), source -> object(attempt, source, from));
            }
        }
        return CompletableFuture.allOf(objects.values().toArray(CompletableFuture[]::new))
                .handle((done, failure) -> asker.ask(() -> read(attempt, rules, objects)))
                .thenCompose(answer -> answer)
                .exceptionally(failure -> allWarned(rules, failure));
    }

    private static CompletableFuture<String> object(Attempt attempt, Source source, ClusterConnection from) {
        if (!(from instanceof ObjectSource cluster)) {
            return CompletableFuture.failedFuture(new IOException("Its cluster shows no objects"));
        }
        ObjectSource.Of what = source == Source.JOB ? ObjectSource.Of.JOB : ObjectSource.Of.POD;
        return cluster.object(attempt.address().job(), what)
                .toCompletableFuture()
                .copy()
                .orTimeout(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Captured read(Attempt attempt, List<Rule> rules, Map<Source, CompletableFuture<String>> objects)
            throws InterruptedException {
        TreeMap<String, String> values = new TreeMap<>();
        TreeMap<String, String> warnings = new TreeMap<>();
        Map<Source, JsonNode> read = new EnumMap<>(Source.class);
        Map<Source, String> unread = new EnumMap<>(Source.class);
        for (Rule rule : rules) {
            Source source = rule.source();
            if (!read.containsKey(source) && !unread.containsKey(source)) {
                try {
                    read.put(source, document(attempt, source, objects.get(source)));
                } catch (IOException | ExecutionException | RuntimeException e) {
                    unread.put(source, words(e));
                }
            }
            @Nullable JsonNode document = read.get(source);
            if (document == null) {
                warnings.put(rule.name(), String.valueOf(unread.get(source)));
                continue;
            }
            try {
                values.put(rule.name(), JsonPaths.read(document, rule.jsonPath()));
            } catch (WrongInputException e) {
                warnings.put(rule.name(), String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                warnings.put(rule.name(), words(e));
            }
        }
        return new Captured(values, warnings);
    }

    private JsonNode document(Attempt attempt, Source source, @Nullable CompletableFuture<String> object)
            throws IOException, ExecutionException, InterruptedException {
        return object == null ? documents.read(source, attempt) : json.readTree(object.get());
    }

    private static Captured allWarned(List<Rule> rules, Throwable failure) {
        TreeMap<String, String> warnings = new TreeMap<>();
        rules.forEach(rule -> warnings.put(rule.name(), words(failure)));
        return new Captured(new TreeMap<>(), warnings);
    }

    private static String words(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return "It could not be read: " + (cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }

    @Override
    public void close() {
        asker.close();
    }
}
