package io.henge.bench.overlord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.TaskId;
import io.henge.core.report.AttemptReport;
import io.henge.druid.fence.Claims;
import io.henge.druid.fence.FencedActionClients;
import io.henge.druid.fence.RemoteActions;
import io.henge.druid.runner.HengeTaskRunner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import org.apache.druid.indexing.common.LockGranularity;
import org.apache.druid.indexing.common.TaskLockType;
import org.apache.druid.indexing.common.actions.LocalTaskActionClientFactory;
import org.apache.druid.indexing.common.actions.MarkSegmentsAsUnusedAction;
import org.apache.druid.indexing.common.actions.SegmentAllocateAction;
import org.apache.druid.indexing.common.actions.TaskAction;
import org.apache.druid.indexing.common.actions.TaskActionClient;
import org.apache.druid.indexing.common.actions.TaskActionClientFactory;
import org.apache.druid.indexing.common.actions.TaskActionHolder;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.java.util.common.DateTimes;
import org.apache.druid.java.util.common.Intervals;
import org.apache.druid.java.util.common.granularity.Granularities;
import org.apache.druid.timeline.partition.NumberedPartialShardSpec;
import org.jspecify.annotations.Nullable;

/**
 * The actions that one peon asks its Overlord for, served on the caller's thread: without a network, and without what
 * Druid itself does for an action, so that what is left is the reading of the body and the fence.
 */
public final class PeonRequests {
    /** How long a body with a claim is. */
    private static final int BODY_BYTES = 2_700;

    private static final String DATA_SOURCE = "flights";

    private final ObjectMapper json = new DefaultObjectMapper();
    private final RemoteActions filter = new RemoteActions();
    private final TaskActionClientFactory fenced;
    private final TaskActionClientFactory bare = new AnswersAtOnce();
    private final String task;
    private final Map<String, Object> claim;

    PeonRequests(HengeTaskRunner runner, String task) {
        TaskMaster master = new TaskMaster(bare, null);
        master.becomeHalfLeader(runner, null);
        this.fenced = new FencedActionClients(new AnswersAtOnce(), () -> master);
        this.task = task;
        this.claim = claimOf(runner.fleet()
                .snapshot()
                .find(new TaskId(task))
                .map(AttemptReport::attempt)
                .orElseThrow(() -> new IllegalStateException("Task[" + task + "] has no attempt")));
    }

    /** One action, asked for with a claim and through the fence, and without both; each any number of times. */
    public record Pair(Runnable fenced, Runnable bare) {}

    /** How Druid would go about a request. */
    private interface Served {
        void serve() throws IOException, ServletException;
    }

    /** To allocate a segment, which is what peons ask for most often. */
    public Pair allocate() {
        return pair(new SegmentAllocateAction(
                DATA_SOURCE,
                DateTimes.of("2026-01-01T08:15:00Z"),
                Granularities.MINUTE,
                Granularities.DAY,
                task + "_0",
                null,
                true,
                NumberedPartialShardSpec.instance(),
                LockGranularity.TIME_CHUNK,
                TaskLockType.EXCLUSIVE));
    }

    /** To take segments out of use, which readers see at once. */
    public Pair markUnused() {
        return pair(new MarkSegmentsAsUnusedAction(DATA_SOURCE, Intervals.of("2026-01-01/2026-01-02")));
    }

    private Pair pair(TaskAction<?> action) {
        Map<String, Object> context = new TreeMap<>(Map.of(Claims.CONTEXT_KEY, claim));
        List<String> columns = new ArrayList<>();
        context.put("columns", columns);
        for (int i = 1; body(context, action).length < BODY_BYTES; i++) {
            columns.add("column_" + i);
        }
        byte[] withClaim = body(context, action);
        context.remove(Claims.CONTEXT_KEY);
        byte[] without = body(context, action);
        FilterChain chain = (request, response) -> serve(withClaim, fenced);
        ServletRequest request = Unused.of(ServletRequest.class);
        ServletResponse response = Unused.of(ServletResponse.class);
        return new Pair(request(() -> filter.doFilter(request, response, chain)), request(() -> serve(without, bare)));
    }

    private static Runnable request(Served served) {
        return () -> {
            try {
                served.serve();
            } catch (IOException | ServletException e) {
                throw new IllegalStateException("Nothing keeps this peon from acting", e);
            }
        };
    }

    private byte[] body(Map<String, Object> context, TaskAction<?> action) {
        try {
            return json.writeValueAsBytes(
                    new TaskActionHolder(new NoopTask(task, null, DATA_SOURCE, 1, 0, context), action));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Druid writes its own tasks and actions", e);
        }
    }

    private void serve(byte[] body, TaskActionClientFactory clients) throws IOException {
        TaskActionHolder asked = json.readValue(body, TaskActionHolder.class);
        TaskAction<?> action = asked.getAction();
        clients.create(asked.getTask()).submit(action);
    }

    /** What an attempt's own task says in its context. */
    static Map<String, Object> claimOf(@Nullable Attempt attempt) {
        if (attempt == null) {
            throw new IllegalStateException("The task has not been placed");
        }
        return Map.of(
                Claims.TASK, attempt.task().value(),
                Claims.ATTEMPT, attempt.id().number(),
                Claims.TOKEN, attempt.token().value());
    }

    /** Druid's end of an action, which takes no time here. */
    private static final class AnswersAtOnce extends LocalTaskActionClientFactory {
        AnswersAtOnce() {
            super(null);
        }

        @Override
        public TaskActionClient create(Task task) {
            return new TaskActionClient() {
                @Override
                public <R> @Nullable R submit(TaskAction<R> action) {
                    return null;
                }
            };
        }
    }
}
