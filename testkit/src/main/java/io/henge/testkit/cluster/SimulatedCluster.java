package io.henge.testkit.cluster;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ClusterConnection;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Phase;
import io.henge.core.cluster.LaunchResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that lives in memory and moves only when a test says so: {@link #step()} answers calls and moves pods,
 * {@link #deliver()} brings the watches up to date. It outlives the connections made to it. For one thread.
 */
public final class SimulatedCluster {
    /** How the cluster's API behaves. */
    public enum Api {
        ANSWERS,
        /** Connections are refused: nothing is carried out. */
        REFUSES,
        /** Calls are carried out, but the answers never arrive; watches are silent. */
        LOSES_ANSWERS,
        /** Calls are not carried out, and no answer arrives; watches are silent. */
        HANGS
    }

    private final ClusterName name;
    private final Function<Attempt, JobScript> scripts;
    private final InstantSource clock;
    private final TreeMap<JobName, SimulatedJob> jobs = new TreeMap<>();
    private final List<SimulatedConnection> connections = new ArrayList<>();
    private final List<AttemptId> everLaunched = new ArrayList<>();
    private final TreeMap<String, Integer> requests = new TreeMap<>();
    private Api api = Api.ANSWERS;
    private Consumer<Attempt> podEnds = attempt -> {};
    private int uids;

    public SimulatedCluster(ClusterName name, Function<Attempt, JobScript> scripts, InstantSource clock) {
        this.name = name;
        this.scripts = scripts;
        this.clock = clock;
    }

    /** A new connection, as one term of one Overlord would make it. */
    public ClusterConnection connect() {
        SimulatedConnection connection = new SimulatedConnection(this);
        connections.add(connection);
        return connection;
    }

    /** What a pod does last, before it ends by itself. */
    public void onPodEnd(Consumer<Attempt> action) {
        podEnds = action;
    }

    public void setApi(Api behaviour) {
        api = behaviour;
    }

    /** Answers the calls that wait, and moves every pod one step on. */
    public void step() {
        connections.removeIf(SimulatedConnection::isClosed);
        List.copyOf(connections).forEach(SimulatedConnection::answer);
        for (SimulatedJob job : List.copyOf(jobs.values())) {
            @Nullable SimulatedJob next = job.next(clock.instant());
            if (next != null && next.phase() == Phase.ENDED && job.phase() == Phase.RUNNING) {
                podEnds.accept(job.attempt());
            }
            if (next == null) {
                jobs.remove(job.name());
            } else {
                jobs.put(job.name(), next);
            }
        }
    }

    /** Brings all watches up to date, if the API answers. */
    public void deliver() {
        if (api == Api.ANSWERS) {
            TreeMap<JobName, JobSighting> state = new TreeMap<>();
            jobs.forEach((job, held) -> state.put(job, held.sighting()));
            connections.forEach(connection -> connection.show(state));
        }
    }

    /** Ends the pod of an attempt in the given way. */
    public void endPod(JobName job, String why) {
        jobs.computeIfPresent(job, (key, state) -> state.ended(why));
    }

    /** What a request does that was held up on its way, also when whoever sent it has long gone. */
    public void landLate(Attempt attempt) {
        SimulatedJob job = SimulatedJob.created(attempt, name + "-uid-" + ++uids, JobScript.RUNS);
        jobs.putIfAbsent(job.name(), job);
    }

    /** A Job that was made before Henge was there: by Druid's own runner, if the attempt has no token. */
    public void leave(Attempt attempt) {
        SimulatedJob job = SimulatedJob.created(attempt, name + "-uid-" + ++uids, scripts.apply(attempt));
        jobs.put(job.name(), job);
    }

    /** What a person with kubectl would do. */
    public void deleteByHand(JobName job) {
        jobs.remove(job);
    }

    /** The attempts whose Job or pod is there now. */
    public List<AttemptId> present() {
        return jobs.values().stream().map(job -> job.attempt().id()).toList();
    }

    /** Every attempt whose Job was ever made, once per Job. */
    public List<AttemptId> everLaunched() {
        return List.copyOf(everLaunched);
    }

    /** How many requests of a kind were made: {@code POST}, {@code GET}, {@code DELETE} or {@code LOG}. */
    public int requests(String verb) {
        return requests.getOrDefault(verb, 0);
    }

    ClusterName name() {
        return name;
    }

    Api api() {
        return api;
    }

    void count(String verb) {
        requests.merge(verb, 1, Integer::sum);
    }

    LaunchResult create(Attempt attempt) {
        @Nullable SimulatedJob present = jobs.get(attempt.address().job());
        if (present == null) {
            SimulatedJob job = SimulatedJob.created(attempt, name + "-uid-" + ++uids, scripts.apply(attempt));
            jobs.put(job.name(), job);
            everLaunched.add(attempt.id());
            return new LaunchResult.Launched(job.uid());
        }
        count("GET");
        return present.attempt().id().equals(attempt.id())
                ? new LaunchResult.Launched(present.uid())
                : new LaunchResult.NotLaunched(
                        new ApiFailure(ApiFailure.Kind.CONFLICT, "A Job of that name belongs to another"));
    }

    void delete(Attempt attempt) {
        jobs.computeIfPresent(attempt.address().job(), (job, state) -> {
            boolean ours = attempt.jobUid() == null
                    ? state.attempt().id().equals(attempt.id())
                    : state.uid().equals(attempt.jobUid());
            return ours ? state.deleted() : state;
        });
    }

    void delete(JobName job, String uid) {
        jobs.computeIfPresent(job, (name, state) -> state.uid().equals(uid) ? state.deleted() : state);
    }

    /** What the pod has printed; empty if there is no pod. */
    Optional<String> log(JobName job) {
        return Optional.ofNullable(jobs.get(job))
                .filter(SimulatedJob::podPresent)
                .map(SimulatedJob::log);
    }
}
