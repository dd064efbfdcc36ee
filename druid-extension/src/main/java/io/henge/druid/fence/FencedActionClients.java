package io.henge.druid.fence;

import com.google.inject.Inject;
import com.google.inject.Provider;
import io.henge.core.attempt.TaskId;
import io.henge.core.fence.Claim;
import io.henge.core.fence.Entry;
import io.henge.druid.HengeTaskRunner;
import java.util.Map;
import java.util.Optional;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
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

    private final LocalTaskActionClientFactory local;
    private final Provider<TaskMaster> taskMaster;

    @Inject
    public FencedActionClients(LocalTaskActionClientFactory local, Provider<TaskMaster> taskMaster) {
        this.local = local;
        this.taskMaster = taskMaster;
    }

    @Override
    public TaskActionClient create(Task task) {
        TaskActionClient client = local.create(task);
        if (!RemoteActions.isServedHere()
                || !(taskMaster.get().getTaskRunner().orNull() instanceof HengeTaskRunner runner)) {
            return client;
        }
        return fenced(client, task, runner.gate());
    }

    /** @throws WebApplicationException with the answer to the peon, if it may not act now */
    static TaskActionClient fenced(TaskActionClient client, Task task, ActionGate gate) {
        TaskId id = new TaskId(task.getId());
        Optional<Claim> claim = Claims.of(task);
        // Which action it is, is not known here; the client asks again, for the action itself.
        gate.fence().enter(id, claim, true).match(new Entry.Cases<Boolean>() {
            @Override
            public Boolean passed(Entry.Passed entry) {
                entry.passage().close();
                return true;
            }

            @Override
            public Boolean stale(Entry.Stale entry) {
                log.info("An action for task[{}] is refused: {}", id, entry.why());
                throw answer(Response.Status.FORBIDDEN, entry.why());
            }

            @Override
            public Boolean unsure(Entry.Unsure entry) {
                throw answer(Response.Status.SERVICE_UNAVAILABLE, entry.why());
            }
        });
        return new FencedActionClient(client, id, claim, gate);
    }

    private static WebApplicationException answer(Response.Status status, String why) {
        return new WebApplicationException(Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(Map.of("error", why))
                .build());
    }
}
