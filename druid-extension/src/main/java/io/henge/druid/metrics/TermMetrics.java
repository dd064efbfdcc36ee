package io.henge.druid.metrics;

import com.google.common.base.Ascii;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.FailoverRecord;
import io.henge.core.port.Timings;
import io.henge.core.report.ClusterReport;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.call.Verb;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.druid.indexer.TaskState;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.java.util.common.concurrent.Execs;
import org.apache.druid.java.util.emitter.service.ServiceEmitter;
import org.apache.druid.query.DruidMetrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what happens in one term, on a thread of its own, so that an emitter that blocks or fails costs nothing but
 * metrics: of those that it does not take in time, the newest are left out. All of them are counted for Prometheus. Safe for use
 * by several threads.
 */
public final class TermMetrics implements Timings, ApiMeter, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TermMetrics.class);

    /** What a burst of thousands of tasks makes at once. */
    private static final int QUEUE_MAX = 20_000;

    private static final int CODE_ERROR_FIRST = HttpURLConnection.HTTP_BAD_REQUEST;

    private final ServiceEmitter emitter;
    private final Function<TaskId, Optional<Task>> tasks;
    private final ThreadPoolExecutor sender;
    private final AtomicBoolean leavesOut = new AtomicBoolean();
    private final AtomicLong longestLagMillis = new AtomicLong();
    private final AtomicLong longestTurnMillis = new AtomicLong();
    private final Map<ClusterName, Instant> expiries = new ConcurrentHashMap<>();
    private final TermSeries series = new TermSeries();

    /** @param tasks the tasks that are known without asking anybody */
    public TermMetrics(ServiceEmitter emitter, Function<TaskId, Optional<Task>> tasks) {
        this.emitter = emitter;
        this.tasks = tasks;
        this.sender = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE_MAX),
                Execs.makeThreadFactory("henge-metrics-%d"));
        sender.prestartAllCoreThreads();
    }

    @Override
    public void launched(Attempt attempt, Duration took) {
        send(ofTask(Metric.LAUNCH_TIME, took, attempt));
    }

    /** Under the names, too, that Druid's own runner has for it. */
    @Override
    public void started(Attempt attempt, Duration waited, Duration startup) {
        send(ofTask(Metric.PENDING_TIME, waited, attempt));
        send(ofTask(Metric.STARTUP_TIME, startup, attempt));
    }

    @Override
    public void ended(Attempt attempt, Duration took) {
        boolean succeeded = attempt.outcome() != null && attempt.outcome().succeeded();
        TaskState state = succeeded ? TaskState.SUCCESS : TaskState.FAILED;
        send(ofTask(Metric.OUTCOME_LAG, took, attempt).with(DruidMetrics.TASK_STATUS, state.name()));
    }

    @Override
    public void turned(Duration waited) {
        longestLagMillis.accumulateAndGet(waited.toMillis(), Math::max);
        series.add(Sample.of(Metric.LOOP_LAG, waited.toMillis()));
    }

    /** The longest that something waited for the loop since this was last asked. */
    public Duration takeLongestLag() {
        return Duration.ofMillis(longestLagMillis.getAndSet(0));
    }

    /** A turn of the loop has taken so long. */
    public void tookTurn(Duration took) {
        longestTurnMillis.accumulateAndGet(took.toMillis(), Math::max);
        series.add(Sample.of(Metric.LOOP_TURN_TIME, took.toMillis()));
    }

    /** The longest turn since this was last asked. */
    public Duration takeLongestTurn() {
        return Duration.ofMillis(longestTurnMillis.getAndSet(0));
    }

    @Override
    public void failedOver(FailoverRecord failover) {
        Metric metric = failover.acted() ? Metric.FAILOVER_COUNT : Metric.FAILOVER_FORESEEN_COUNT;
        send(ofFailover(metric, failover.from(), failover.trigger()));
    }

    private static Sample ofFailover(Metric metric, ClusterName cluster, FailoverRecord.Trigger trigger) {
        return Sample.of(metric, 1)
                .with(Sample.CLUSTER, cluster.value())
                .with(Sample.TRIGGER, Ascii.toLowerCase(trigger.name()));
    }

    @Override
    public void reached(ClusterName cluster, @Nullable Instant expires) {
        if (expires == null) {
            expiries.remove(cluster);
        } else {
            expiries.put(cluster, expires);
        }
    }

    /** When what a cluster is reached with runs out; empty where that is not known, or nobody has to mend it. */
    public Optional<Instant> expiryOf(ClusterName cluster) {
        return Optional.ofNullable(expiries.get(cluster));
    }

    @Override
    public void wrote(int writes, Duration took) {
        send(Sample.of(Metric.LEDGER_TIME, took.toMillis()).with("writes", writes));
    }

    @Override
    public void answered(ClusterName cluster, Verb verb, int code, Duration took) {
        Map<String, Object> dimensions =
                Map.of(Sample.CLUSTER, cluster.value(), "verb", verb.word(), "code", Integer.toString(code));
        send(Sample.of(Metric.API_TIME, took.toMillis()).with(dimensions));
        if (code == NO_ANSWER || code >= CODE_ERROR_FIRST) {
            send(Sample.of(Metric.API_ERROR_COUNT, 1).with(dimensions));
        }
    }

    /** With the dimensions that Druid's own runner gives its metrics of tasks, and the cluster. */
    private Sample ofTask(Metric metric, Duration took, Attempt attempt) {
        TreeMap<String, Object> dimensions = new TreeMap<>();
        dimensions.put(DruidMetrics.TASK_ID, attempt.task().value());
        dimensions.put(DruidMetrics.TASK_TYPE, attempt.traits().type());
        dimensions.put(DruidMetrics.DATASOURCE, attempt.traits().dataSource());
        dimensions.put(DruidMetrics.GROUP_ID, attempt.traits().groupId());
        tasks.apply(attempt.task()).map(TermMetrics::tagsOf).ifPresent(tags -> dimensions.put(DruidMetrics.TAGS, tags));
        return Sample.of(metric, took.toMillis())
                .with(dimensions)
                .with(Sample.CLUSTER, attempt.cluster().value());
    }

    private static @Nullable Object tagsOf(Task task) {
        @Nullable Map<String, Object> context = task.getContext();
        return context == null ? null : context.get(DruidMetrics.TAGS);
    }

    /**
     * What is so now together with all that has happened since the term began. What a cluster may have to tell is there from
     * the beginning, since of a series that begins with 1 nobody sees that it grew.
     */
    public Exposition exposition(Gauges now) {
        for (ClusterReport cluster : now.snapshot().clusters()) {
            for (FailoverRecord.Trigger trigger : FailoverRecord.Trigger.values()) {
                series.begin(ofFailover(Metric.FAILOVER_COUNT, cluster.name(), trigger));
            }
            series.begin(
                    ofFailover(Metric.FAILOVER_FORESEEN_COUNT, cluster.name(), FailoverRecord.Trigger.CLUSTER_LOST));
        }
        return Exposition.of(series, now);
    }

    private void send(Sample sample) {
        series.add(sample);
        try {
            sender.execute(() -> emit(sample));
        } catch (RejectedExecutionException e) {
            if (!sender.isShutdown() && leavesOut.compareAndSet(false, true)) {
                log.warn("The emitter is too slow: some metrics of this term are left out");
            }
        }
    }

    /** Whatever an emitter throws is its own affair. */
    private void emit(Sample sample) {
        try {
            sample.sendTo(emitter);
        } catch (RuntimeException e) {
            log.debug("Metric[{}] could not be sent", sample.metric().sentAs(), e);
        }
    }

    /** Ends the thread; what waits is not sent. */
    @Override
    public void close() {
        sender.shutdownNow();
    }
}
