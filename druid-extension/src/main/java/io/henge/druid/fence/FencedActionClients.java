package io.henge.druid.fence;

import com.google.inject.Inject;
import com.google.inject.Provider;
import io.henge.core.attempt.TaskId;
import io.henge.core.fence.Claim;
import io.henge.core.fence.Entry;
import java.util.Optional;
import java.util.function.Supplier;
import javax.ws.rs.WebApplicationException;
import org.apache.druid.indexing.common.actions.LocalTaskActionClientFactory;
import org.apache.druid.indexing.common.actions.TaskActionClient;
import org.apache.druid.indexing.common.actions.TaskActionClientFactory;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a peon's actions through for the present attempt of its task only: a stale one gets 403, which makes it give up and
 * publish nothing, and one that cannot be judged yet 503, which makes it try again.
 *
 * <p>Druid asks for a client outside of the block that turns every exception into a 500, so that these answers arrive.
 */
public final class FencedActionClients implements TaskActionClientFactory {
    private static final Logger log = LoggerFactory.getLogger(FencedActionClients.class);

    private final TaskActionClientFactory local;
    private final Supplier<Optional<GatedRunner>> runner;

    @Inject
    public FencedActionClients(LocalTaskActionClientFactory local, Provider<TaskMaster> taskMaster) {
        this(local, () -> GatedRunner.of(taskMaster.get()));
    }

    FencedActionClients(TaskActionClientFactory local, Supplier<Optional<GatedRunner>> runner) {
        this.local = local;
        this.runner = runner;
    }

    /** @throws WebApplicationException with the answer to the peon, if it may not act now */
    @Override
    public TaskActionClient create(Task task) {
        TaskActionClient client = local.create(task);
        Optional<GatedRunner> leading = RemoteActions.isServedHere() ? runner.get() : Optional.empty();
        return leading.isPresent() ? fenced(client, task, leading.get()) : client;
    }

    private static TaskActionClient fenced(TaskActionClient client, Task task, GatedRunner runner) {
        ActionGate gate =
                runner.gate().orElseThrow(() -> Refusal.beforeTheTerm().thrown());
        Optional<TaskId> taken = TaskId.of(task.getId());
        if (taken.isEmpty()) {
            // No row could hold such an id, so that no attempt of it was ever placed.
            return client;
        }
        TaskId id = taken.get();
        Optional<Claim> claim = Claims.of(task);
        // Which action it is, is not known here; the client asks again, for the action itself.
        Entry entry = gate.fence().enter(id, claim, true);
        if (entry instanceof Entry.Passed passed) {
            passed.passage().close();
        }
        Optional<Refusal> refusal = Refusal.of(entry, gate);
        if (refusal.isPresent()) {
            log.info("An action for task[{}] is refused: {}", id, refusal.get().why());
            throw refusal.get().thrown();
        }
        return new FencedActionClient(client, id, claim, gate);
    }
}
