package io.henge.druid.runner;

import com.google.inject.Inject;
import com.google.inject.Provider;
import io.henge.core.attempt.TaskId;
import io.henge.druid.logs.LiveReports;
import io.henge.druid.metrics.TermMetrics;
import io.henge.druid.store.Handoffs;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.druid.guice.annotations.EscalatedGlobal;
import org.apache.druid.guice.annotations.Self;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.indexing.overlord.supervisor.SupervisorManager;
import org.apache.druid.java.util.emitter.service.ServiceEmitter;
import org.apache.druid.java.util.http.client.HttpClient;
import org.apache.druid.server.DruidNode;

/** The process in which the runner is: how others reach it, how it reaches peons, and whether Druid lets it lead. */
final class OverlordProcess {
    /** Druid notices a lost connection to ZooKeeper at once, and a lost session as soon as it runs again. */
    private static final Duration GIVE_WAY_AFTER = Duration.ofSeconds(30);

    private final DruidNode self;
    private final Provider<TaskMaster> master;
    private final Provider<SupervisorManager> supervisors;
    private final ServiceEmitter emitter;
    private final HttpClient http;
    private final AnnouncedPeons peons;

    @Inject
    OverlordProcess(
            @Self DruidNode self,
            Provider<TaskMaster> master,
            Provider<SupervisorManager> supervisors,
            ServiceEmitter emitter,
            @EscalatedGlobal HttpClient http,
            AnnouncedPeons peons) {
        this.self = self;
        this.master = master;
        this.supervisors = supervisors;
        this.emitter = emitter;
        this.http = http;
        this.peons = peons;
    }

    String address() {
        return self.getHostAndPortToUse();
    }

    boolean speaksTls() {
        return self.isEnableTlsPort();
    }

    LiveReports reports() {
        return new LiveReports(http);
    }

    TermMetrics metrics(TaskRegistry registry) {
        return new TermMetrics(emitter, id -> registry.find(id.value()).map(TaskItem::task));
    }

    Handoffs handoffs(Function<TaskId, Optional<Task>> tasks) {
        return new Handoffs(supervisors::get, id -> tasks.apply(id).flatMap(Handoffs.Group::of));
    }

    /** What is heard of peons from now on, by discovery where that can be heard. */
    DruidPeons peons() {
        peons.listen();
        return new DruidPeons(peons);
    }

    /** A task that Druid's queue wants to be run, once this Overlord leads in full. */
    Optional<Task> queued(TaskId task) {
        return master.get()
                .getTaskQueue()
                .toJavaUtil()
                .flatMap(queue -> queue.getActiveTask(task.value()).toJavaUtil());
    }

    RunnerTerm.GivingWay givingWay() {
        return new RunnerTerm.GivingWay(GIVE_WAY_AFTER, () -> master.get().isFullLeader(), () -> System.exit(1));
    }
}
