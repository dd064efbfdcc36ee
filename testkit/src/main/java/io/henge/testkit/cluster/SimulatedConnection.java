package io.henge.testkit.cluster;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ClusterEvent;
import io.henge.core.cluster.ClusterIdentity;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.LaunchResult;
import io.henge.core.health.Admission;
import io.henge.core.health.Admission.Rank;
import io.henge.core.health.Probe;
import io.henge.core.placement.Offer;
import io.henge.core.port.ClusterConnection;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One term's connection to a simulated cluster: its calls wait until the cluster answers them, and what it shows lags
 * behind what the cluster holds.
 */
final class SimulatedConnection implements ClusterConnection {
    static final ApiFailure UNKNOWN =
            new ApiFailure(ApiFailure.Kind.OUTCOME_UNKNOWN, "The API server did not answer in time");
    static final ApiFailure REFUSED =
            new ApiFailure(ApiFailure.Kind.TRANSIENT, "The API server refused the connection");
    static final ApiFailure THROTTLED =
            new ApiFailure(ApiFailure.Kind.TRANSIENT, "The API server answered 429: too many requests");
    static final ApiFailure UNAUTHORIZED =
            new ApiFailure(ApiFailure.Kind.FORBIDDEN, "The API server answered 401: who are you?");
    private static final ApiFailure CLOSED = new ApiFailure(ApiFailure.Kind.TRANSIENT, "The connection is closed");

    private final SimulatedCluster cluster;
    private ClusterIdentity identity = ClusterIdentity.NONE;
    private final TreeMap<JobName, JobSighting> shown = new TreeMap<>();
    private final ArrayDeque<Runnable> calls = new ArrayDeque<>();
    private final SimulatedGate gate;
    private final SimulatedOffer offer = new SimulatedOffer();
    private final SimulatedProbe probe;
    private @Nullable Watcher watcher;
    private boolean answered;
    private boolean synced;
    private boolean inTrouble;
    private boolean closed;

    SimulatedConnection(SimulatedCluster cluster, Admission admission) {
        this.cluster = cluster;
        this.gate = new SimulatedGate(admission);
        this.probe = new SimulatedProbe(cluster);
    }

    SimulatedGate gate() {
        return gate;
    }

    boolean isClosed() {
        return closed;
    }

    /** One second later: calls that waited have their turn, those that are under way are answered, and the probe asks. */
    void step() {
        offer.step();
        gate.step();
        answer();
        if (watcher != null && !closed && probe.step()) {
            watcher.clusterChanged(name());
        }
    }

    private void answer() {
        for (int waiting = calls.size(); waiting > 0; waiting--) {
            calls.remove().run();
        }
    }

    /** Tells of trouble that has begun or ended. */
    void tellTrouble() {
        boolean now = trouble().isPresent();
        if (watcher != null && !closed && now != inTrouble) {
            inTrouble = now;
            watcher.clusterChanged(name());
        }
    }

    /** Brings the watches up to date, if the network lets them, and tells of every change. */
    void show(SortedMap<JobName, JobSighting> state) {
        if (watcher == null || closed || !cluster.network().delivers()) {
            return;
        }
        if (synced) {
            watch(watcher, state);
        } else {
            list(watcher, state);
        }
        if (offer.read(cluster)) {
            watcher.offerRead(name());
        }
    }

    private void watch(Watcher told, SortedMap<JobName, JobSighting> state) {
        TreeMap<JobName, JobSighting> before = new TreeMap<>(shown);
        shown.clear();
        shown.putAll(state);
        TreeSet<JobName> either = new TreeSet<>(before.keySet());
        either.addAll(state.keySet());
        for (JobName job : either) {
            if (!Objects.equals(before.get(job), state.get(job))) {
                told.jobChanged(name(), job);
            }
        }
    }

    /** A list shows what was there when its first part came, however long the others take. */
    private void list(Watcher told, SortedMap<JobName, JobSighting> state) {
        if (!answered) {
            answered = true;
            identity = cluster.identity();
            shown.putAll(cluster.list(state));
            told.answers(name());
        }
        if (!cluster.network().listsOn()) {
            synced = true;
            told.clusterChanged(name());
        }
    }

    @Override
    public Offer offer() {
        return offer.offer();
    }

    @Override
    public ClusterName name() {
        return cluster.name();
    }

    @Override
    public String namespace() {
        return "henge";
    }

    @Override
    public void start(Watcher newWatcher) {
        watcher = newWatcher;
    }

    @Override
    public boolean answers() {
        return answered;
    }

    @Override
    public ClusterIdentity identity() {
        return identity;
    }

    @Override
    public void expect(ClusterIdentity expected) {}

    @Override
    public boolean synced() {
        return synced;
    }

    @Override
    public Optional<String> trouble() {
        return switch (cluster.api()) {
            case REFUSES -> Optional.of("The simulated API server refuses connections");
            case KNOWS_NOBODY -> Optional.of("The simulated API server answered 401");
            case ANSWERS, LOSES_ANSWERS, HANGS, THROTTLES, IS_OVERLOADED -> Optional.empty();
        };
    }

    @Override
    public Optional<String> warning() {
        return Optional.empty();
    }

    @Override
    public Probe probe() {
        return probe.probe();
    }

    /** Simulated watches are brought up to date, or are not: nothing tells how long ago. */
    @Override
    public Optional<Duration> watchAge() {
        return Optional.empty();
    }

    @Override
    public Optional<JobSighting> find(JobName job) {
        return synced ? Optional.ofNullable(shown.get(job)) : Optional.empty();
    }

    @Override
    public CompletionStage<LaunchResult> launch(Attempt attempt) {
        return change(Rank.BEGINS, "POST", () -> cluster.create(attempt), LaunchResult.NotLaunched::new);
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> delete(Attempt attempt) {
        return change(Rank.ENDS, "DELETE", () -> done(() -> cluster.delete(attempt)), Optional::of);
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> delete(JobName job, String uid) {
        return change(Rank.ENDS, "DELETE", () -> done(() -> cluster.delete(job, uid)), Optional::of);
    }

    private static Optional<ApiFailure> done(Runnable work) {
        work.run();
        return Optional.empty();
    }

    @Override
    public Set<JobName> jobs() {
        return Collections.unmodifiableSet(new TreeSet<>(shown.keySet()));
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> copyLog(JobName job, Duration limit, LogSink sink) {
        return read("LOG", () -> readLog(job, sink), Optional::of);
    }

    /** All of it: simulated logs are short. */
    @Override
    public CompletionStage<Optional<ApiFailure>> copyLogEnd(JobName job, long lines, Duration limit, LogSink sink) {
        return copyLog(job, limit, sink);
    }

    private Optional<ApiFailure> readLog(JobName job, LogSink sink) {
        Optional<String> log = cluster.log(job);
        if (log.isEmpty()) {
            return Optional.of(new ApiFailure(ApiFailure.Kind.NOT_FOUND, "There is no pod"));
        }
        try {
            sink.accept(new ByteArrayInputStream(log.get().getBytes(StandardCharsets.UTF_8)));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new ApiFailure(ApiFailure.Kind.TRANSIENT, "The log could not be written: " + e));
        }
    }

    @Override
    public CompletionStage<List<ClusterEvent>> events(JobName job) {
        return read("EVENTS", () -> cluster.events(job), failure -> List.of());
    }

    private <T> CompletionStage<T> change(Rank rank, String verb, Supplier<T> work, Function<ApiFailure, T> failure) {
        Request<T> request = new Request<>(verb, work, failure);
        if (closed) {
            request.fail(CLOSED);
        } else {
            gate.submit(rank, request);
        }
        return request.answer;
    }

    /** Reads hold no place in the gate. */
    private <T> CompletionStage<T> read(String verb, Supplier<T> work, Function<ApiFailure, T> failure) {
        Request<T> request = new Request<>(verb, () -> closed ? failure.apply(CLOSED) : work.get(), failure);
        request.send();
        return request.answer;
    }

    /** One request and who waits for its answer. */
    private final class Request<T> implements SimulatedGate.Call {
        private final String verb;
        private final Supplier<T> work;
        private final Function<ApiFailure, T> failure;
        private final CompletableFuture<T> answer = new CompletableFuture<>();

        Request(String verb, Supplier<T> work, Function<ApiFailure, T> failure) {
            this.verb = verb;
            this.work = work;
            this.failure = failure;
        }

        @Override
        public void send() {
            if (closed) {
                fail(CLOSED);
            } else {
                calls.add(this::travel);
            }
        }

        @Override
        public void fail(ApiFailure why) {
            end(failure.apply(why), why);
        }

        private void end(T result, @Nullable ApiFailure why) {
            if (!answer.isDone()) {
                gate.ended(this, why);
                answer.complete(result);
            }
        }

        private void travel() {
            if (closed) {
                fail(CLOSED);
                return;
            }
            cluster.count(verb);
            switch (cluster.network().fateOfRequest()) {
                case ARRIVES -> arrive();
                case IS_SLOW -> arriveLater(cluster.network().delay());
                case IS_LOST -> fail(UNKNOWN);
                case LOSES_ITS_ANSWER -> {
                    carryOut();
                    fail(UNKNOWN);
                }
                case COMES_LATE -> {
                    cluster.late().add(cluster.network().delay(), this::carryOut);
                    fail(UNKNOWN);
                }
                case COMES_TWICE -> {
                    arrive();
                    cluster.late().add(cluster.network().delay(), this::carryOut);
                }
                case IS_THROTTLED -> fail(THROTTLED);
            }
        }

        private void arriveLater(int steps) {
            calls.add(() -> {
                if (closed || steps <= 1) {
                    arrive();
                } else {
                    arriveLater(steps - 1);
                }
            });
        }

        /** A request that was sent is carried out even if its sender has ended, or given up, meanwhile. */
        private void arrive() {
            switch (cluster.api()) {
                case ANSWERS -> end(work.get(), null);
                case REFUSES -> fail(REFUSED);
                case HANGS -> fail(UNKNOWN);
                case LOSES_ANSWERS -> {
                    carryOut();
                    fail(UNKNOWN);
                }
                case KNOWS_NOBODY -> fail(UNAUTHORIZED);
                case THROTTLES -> fail(THROTTLED);
                case IS_OVERLOADED -> cluster.slowly().serve(this::served, this::fail);
            }
        }

        /** An overloaded server has come to its end, or was lost meanwhile. */
        private void served() {
            switch (cluster.api()) {
                case REFUSES, HANGS -> fail(UNKNOWN);
                case LOSES_ANSWERS -> {
                    carryOut();
                    fail(UNKNOWN);
                }
                case ANSWERS, KNOWS_NOBODY, THROTTLES, IS_OVERLOADED -> end(work.get(), null);
            }
        }

        /** For a cluster that does not answer, there is nothing that could be carried out. */
        private void carryOut() {
            if (cluster.api() == Api.ANSWERS
                    || cluster.api() == Api.LOSES_ANSWERS
                    || cluster.api() == Api.IS_OVERLOADED) {
                T unused = work.get();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        answer();
        gate.close(UNKNOWN, CLOSED);
    }
}
