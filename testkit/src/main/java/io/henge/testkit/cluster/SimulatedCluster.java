package io.henge.testkit.cluster;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Resources;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ClusterEvent;
import io.henge.core.cluster.ClusterIdentity;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.LaunchResult;
import io.henge.core.health.Admission;
import io.henge.core.placement.Offer;
import io.henge.core.port.ClusterConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
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
        HANGS,
        /** Calls are answered 401; watches cannot be opened. */
        KNOWS_NOBODY,
        /** Calls are answered 429; watches go on. */
        THROTTLES,
        /** Calls are answered as {@link Overload} says; watches go on. */
        IS_OVERLOADED
    }

    /** How long a launch or a delete may be under way before it is given up. */
    public static final int CALL_SECONDS_MAX = SimulatedGate.RUN_SECONDS_MAX;

    private final ClusterName name;
    private final Function<Attempt, JobScript> scripts;
    private final InstantSource clock;
    private final TreeMap<JobName, SimulatedJob> jobs = new TreeMap<>();
    private final Backups backups = new Backups();
    private final LateRequests late = new LateRequests();
    private final List<SimulatedConnection> connections = new ArrayList<>();
    private final List<AttemptId> everLaunched = new ArrayList<>();
    private final TreeMap<String, Integer> requests = new TreeMap<>();
    private Function<Attempt, PodProcess> processes;
    private Network network = Network.PERFECT;
    private Api api = Api.ANSWERS;
    private final SlowServing slowly = new SlowServing(late);
    private Consumer<AttemptId> podLoss = attempt -> {};
    private @Nullable Duration timeToLive;
    private @Nullable ClusterEvent warning;
    private @Nullable SimulatedQuota quota;
    private Shortage shortage = Shortage.NONE;
    private Duration clockError = Duration.ZERO;
    private ClusterIdentity identity = ClusterIdentity.NONE;
    private int uids;

    public SimulatedCluster(ClusterName name, Function<Attempt, JobScript> scripts, InstantSource clock) {
        this.name = name;
        this.scripts = scripts;
        this.clock = clock;
        this.processes = attempt -> scripts.apply(attempt)::exit;
    }

    /** A new connection, as one term of one Overlord would make it. */
    public ClusterConnection connect() {
        return connect(new Admission());
    }

    /** A connection whose calls have their turns as {@code admission} says. */
    public ClusterConnection connect(Admission admission) {
        connections.add(new SimulatedConnection(this, admission));
        return connections.get(connections.size() - 1);
    }

    /** What runs in pods from now on, in place of what their scripts say. */
    public void setProcesses(Function<Attempt, PodProcess> started) {
        processes = started;
    }

    /** Told of every attempt whose pod or Job is taken away by other means than a call to the API. */
    public void onPodLoss(Consumer<AttemptId> action) {
        podLoss = action;
    }

    public void setApi(Api behaviour) {
        api = behaviour;
    }

    /** From now on, {@link Api#IS_OVERLOADED} in that way. */
    public void overload(Overload how) {
        slowly.become(how);
        api = Api.IS_OVERLOADED;
    }

    /** How it serves while it {@link Api#IS_OVERLOADED}. */
    SlowServing slowly() {
        return slowly;
    }

    /** For how many seconds deletes have waited at a connection and none has had its turn, at most. */
    public int secondsWithoutDelete() {
        return connections.stream()
                .mapToInt(one -> one.gate().secondsWithoutDelete())
                .max()
                .orElse(0);
    }

    /** How many of its connections are open. */
    public long openConnections() {
        return connections.stream().filter(one -> !one.isClosed()).count();
    }

    /** How many launches and deletes wait for their turn. */
    public int waitingForTheirTurn() {
        return connections.stream().mapToInt(one -> one.gate().waiting()).sum();
    }

    public void setNetwork(Network messages) {
        network = messages;
    }

    /** What the cluster says that it is, to connections to which it answers for the first time from now on. */
    public void setIdentity(ClusterIdentity said) {
        identity = said;
    }

    public ClusterIdentity identity() {
        return identity;
    }

    /** By how much the cluster's clock is off from now on. */
    public void setClockError(Duration error) {
        clockError = error;
    }

    private Instant now() {
        return clock.instant().plus(clockError);
    }

    /** How long ended Jobs are kept, null for ever. */
    public void setTimeToLive(@Nullable Duration sinceEnd) {
        timeToLive = sinceEnd;
    }

    /** Answers the calls that wait, carries out those that come late, and moves every pod one step on. */
    public void step() {
        connections.removeIf(SimulatedConnection::isClosed);
        List.copyOf(connections).forEach(SimulatedConnection::step);
        late.step();
        for (SimulatedJob job : List.copyOf(jobs.values())) {
            @Nullable SimulatedJob next = next(job);
            if (next == null) {
                jobs.remove(job.name());
            } else {
                jobs.put(job.name(), next);
            }
        }
        backups.keep(jobs);
    }

    /** One step on: a pod appears, starts, lives, ends, or goes after its Job. */
    private @Nullable SimulatedJob next(SimulatedJob job) {
        if (!job.present()) {
            return null;
        }
        @Nullable SimulatedPod pod = job.pod();
        if (pod == null) {
            return shortage == Shortage.QUOTA ? job : job.withPod();
        }
        if (job.canStart()) {
            if (shortage == Shortage.NODES) {
                return job.withoutNode();
            }
            return job.started(processes.apply(job.attempt()), now());
        }
        if (pod.process() != null) {
            @Nullable String exit = pod.process().step();
            return exit == null ? job : job.ended(exit, now());
        }
        if (hasOutlived(pod)) {
            podLoss.accept(job.attempt().id());
            return null;
        }
        return job;
    }

    private boolean hasOutlived(SimulatedPod pod) {
        @Nullable Instant endedAt = pod.endedAt();
        return timeToLive != null && endedAt != null && !now().isBefore(endedAt.plus(timeToLive));
    }

    /** Brings all watches up to date, if the API answers, and tells of trouble. */
    public void deliver() {
        connections.forEach(SimulatedConnection::tellTrouble);
        if (api == Api.ANSWERS || api == Api.THROTTLES || api == Api.IS_OVERLOADED) {
            SortedMap<JobName, JobSighting> state = Backups.sightingsOf(jobs);
            connections.forEach(connection -> connection.show(state));
        }
    }

    /** The pods that run now are ready, or not; their processes go on. */
    public void setReady(boolean isSo) {
        jobs.replaceAll((name, job) -> job.ready(isSo));
    }

    /** Ends the pod of an attempt in the given way. */
    public void endPod(JobName job, String why) {
        jobs.computeIfPresent(job, (key, state) -> {
            podLoss.accept(state.attempt().id());
            return state.ended(why, now());
        });
    }

    /** What a request does that was held up on its way, also when whoever sent it has long gone. */
    public void landLate(Attempt attempt) {
        jobs.computeIfAbsent(attempt.address().job(), name -> made(attempt));
    }

    private SimulatedJob made(Attempt attempt) {
        return SimulatedJob.created(attempt, name + "-uid-" + ++uids, scripts.apply(attempt));
    }

    /** A Job that was made before Henge was there: by Druid's own runner, if the attempt has no token. */
    public void leave(Attempt attempt) {
        jobs.put(attempt.address().job(), made(attempt));
    }

    /** What a person with kubectl would do. */
    public void deleteByHand(JobName job) {
        Optional.ofNullable(jobs.remove(job))
                .ifPresent(gone -> podLoss.accept(gone.attempt().id()));
    }

    /** Deletes everything in the namespace. */
    public void wipe() {
        jobs.values().forEach(job -> podLoss.accept(job.attempt().id()));
        jobs.clear();
    }

    /**
     * Brings the API server back to the oldest state that is kept, as a restore of its database does: Jobs that were made
     * since are gone with their pods, and those that were deleted since are there again, with pods that start anew.
     */
    public void rollBack() {
        SortedMap<JobName, SimulatedJob> oldest = backups.oldest();
        jobs.values().removeIf(job -> {
            @Nullable SimulatedJob then = oldest.get(job.name());
            boolean kept = then != null && then.uid().equals(job.uid());
            if (!kept) {
                podLoss.accept(job.attempt().id());
            }
            return !kept;
        });
        oldest.values().stream()
                .filter(then -> then.present() && !jobs.containsKey(then.name()))
                .forEach(then -> {
                    podLoss.accept(then.attempt().id());
                    jobs.put(then.name(), SimulatedJob.created(then.attempt(), then.uid(), then.script()));
                });
    }

    /** What a first list shows: the present state, unless it comes from a cache that is behind. */
    SortedMap<JobName, JobSighting> list(SortedMap<JobName, JobSighting> present) {
        return network.isBehind() ? Backups.sightingsOf(backups.oldest()) : present;
    }

    /** The attempts whose Job or pod is there now. */
    public List<AttemptId> present() {
        return jobs.values().stream().map(job -> job.attempt().id()).toList();
    }

    /** The attempts whose pods run now. */
    public List<Attempt> running() {
        return jobs.values().stream()
                .filter(SimulatedJob::runs)
                .map(SimulatedJob::attempt)
                .toList();
    }

    /** Where pods run; or only those that announce themselves to Druid, which are those of tasks that read streams. */
    public List<Location> peons(boolean announcing) {
        return jobs.values().stream().flatMap(job -> job.peon(announcing)).toList();
    }

    /** Every attempt whose Job was ever made, once per Job. */
    public List<AttemptId> everLaunched() {
        return List.copyOf(everLaunched);
    }

    /** From now on, the cluster's events say this of every Job; null for nothing. */
    public void warn(@Nullable ClusterEvent event) {
        warning = event;
    }

    /** From now on, all pods may have so much together, of which those of others hold some; null for any amount. */
    public void limit(Offer.Source by, @Nullable Resources total, Resources others) {
        quota = total == null ? null : new SimulatedQuota(by, total, others);
    }

    /** What new pods lack from now on; those that run are left alone. */
    public void lack(Shortage what) {
        shortage = what;
    }

    Offer offer() {
        return quota == null ? Offer.UNKNOWN : quota.offer(jobs.values(), clock.instant());
    }

    List<ClusterEvent> events(JobName job) {
        @Nullable SimulatedJob asked = jobs.get(job);
        if (shortage == Shortage.QUOTA && asked != null && asked.pod() == null) {
            return List.of(new ClusterEvent("FailedCreate", "pods is forbidden: exceeded quota: simulated"));
        }
        return warning == null || asked == null ? List.of() : List.of(warning);
    }

    /** How many requests of a kind were made: {@code POST}, {@code GET}, {@code DELETE}, {@code LOG} or {@code EVENTS}. */
    public int requests(String verb) {
        return requests.getOrDefault(verb, 0);
    }

    public ClusterName name() {
        return name;
    }

    public Api api() {
        return api;
    }

    Network network() {
        return network;
    }

    LateRequests late() {
        return late;
    }

    void count(String verb) {
        requests.merge(verb, 1, Integer::sum);
    }

    LaunchResult create(Attempt attempt) {
        @Nullable SimulatedJob present = jobs.get(attempt.address().job());
        if (present == null) {
            SimulatedJob job = made(attempt);
            jobs.put(job.name(), job);
            everLaunched.add(attempt.id());
            return new LaunchResult.Launched(job.uid());
        }
        count("GET");
        return isOf(attempt, present)
                ? new LaunchResult.Launched(present.uid())
                : new LaunchResult.NotLaunched(
                        new ApiFailure(ApiFailure.Kind.CONFLICT, "A Job of that name belongs to another"));
    }

    private static boolean isOf(Attempt attempt, SimulatedJob job) {
        return job.attempt().id().equals(attempt.id()) && job.attempt().token().equals(attempt.token());
    }

    void delete(Attempt attempt) {
        jobs.computeIfPresent(attempt.address().job(), (job, state) -> {
            boolean ours = attempt.jobUid() == null
                    ? isOf(attempt, state)
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
                .filter(held -> held.pod() != null)
                .map(SimulatedJob::log);
    }
}
