package io.henge.bench.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.bench.overlord.Overlord;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.Term;
import io.henge.core.time.SteadyClock;
import io.henge.kubernetes.job.JobNames;
import io.henge.ledger.sql.SqlLedger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What a leader leaves: rows and Jobs of tasks that run. A real one makes those of one task on each cluster; the others are
 * copies, since a hundred thousand of its own would take it many minutes.
 */
final class EarlierLeader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 500;
    private static final int THREADS = 8;

    private final Stage stage;

    /** The row of each cluster's task, with its Job as JSON. */
    private record Model(Attempt row, String job) {}

    private EarlierLeader(Stage stage) {
        this.stage = stage;
    }

    /** Leaves so many tasks, spread over both clusters. */
    static void leave(Stage stage, int tasks) throws InterruptedException {
        try {
            new EarlierLeader(stage).leave(tasks);
        } catch (IOException | ExecutionException e) {
            throw new IllegalStateException("The tasks of an earlier leader cannot be made", e);
        }
    }

    private void leave(int tasks) throws IOException, InterruptedException, ExecutionException {
        runOnEach();
        SqlLedger ledger = new SqlLedger(stage.store()::open, "druid", () -> "bench", false);
        List<Model> models = new ArrayList<>();
        for (Attempt row : ledger.attempts()) {
            models.add(new Model(
                    row,
                    stage.clusters()
                            .job(row.cluster().value(), row.address().job().value())));
        }
        Term term = ledger.lead("earlier", new SteadyClock().instant());
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int begin = models.size(); begin < tasks; begin += BATCH) {
                ledger.write(term, copies(models, begin, Math.min(tasks, begin + BATCH), term, threads));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The first tasks, one for each cluster. */
    private void runOnEach() throws IOException, InterruptedException {
        int clusters = stage.clusters().kubeconfigs().size();
        try (Overlord overlord = stage.overlord()) {
            overlord.start();
            Stage.until("both clusters are watched", () -> overlord.watched() == clusters);
            for (int i = 0; i < clusters; i++) {
                overlord.run(RestoreMain.task(i));
            }
            Stage.until("a task runs on each", () -> overlord.located() == clusters);
        }
    }

    private List<LedgerWrite> copies(List<Model> models, int begin, int end, Term term, ExecutorService threads)
            throws InterruptedException, ExecutionException {
        List<Callable<LedgerWrite>> work = new ArrayList<>();
        for (int i = begin; i < end; i++) {
            TaskId task = new TaskId(RestoreMain.task(i));
            Model model = models.get(i % models.size());
            work.add(() -> new LedgerWrite.Put(copy(model, task, term)));
        }
        List<LedgerWrite> writes = new ArrayList<>();
        for (Future<LedgerWrite> write : threads.invokeAll(work)) {
            writes.add(write.get());
        }
        return writes;
    }

    /** Makes a task's Job as the model's is; returns its row. */
    private Attempt copy(Model model, TaskId task, Term term) throws InterruptedException, JsonProcessingException {
        Attempt old = model.row();
        AttemptId id = AttemptId.first(task);
        JobName job = new JobNames("").nameOf(id);
        Token token = new Token(UUID.randomUUID().toString());
        String made = stage.clusters()
                .create(
                        old.cluster().value(),
                        model.job()
                                .replace(old.address().job().value(), job.value())
                                .replace(old.token().value(), token.value())
                                .replace('"' + old.task().value() + '"', '"' + task.value() + '"'));
        Location location = Objects.requireNonNull(old.location());
        Attempt placed = Attempt.placed(
                id,
                new JobAddress(old.cluster(), old.address().namespace(), job),
                token,
                new TaskTraits(old.traits().type(), old.traits().dataSource(), task.value(), 0),
                term.epoch(),
                term.since());
        @Nullable Resources needs = old.intent().needs();
        return (needs == null ? placed : placed.withNeeds(needs))
                .withJobUid(JSON.readTree(made).path("metadata").path("uid").asText())
                .withLocation(
                        new Location(
                                location.host(),
                                location.plaintextPort(),
                                location.tlsPort(),
                                location.pod().replace(old.address().job().value(), job.value())),
                        old.startedAt());
    }
}
