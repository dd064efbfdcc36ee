package io.henge.kubernetes.connection;

import static io.henge.kubernetes.connection.ConnectionThreads.remaining;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ApiFailure.Kind;
import io.henge.core.cluster.ClusterEvent;
import io.henge.core.cluster.ClusterIdentity;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.LaunchResult;
import io.henge.core.health.Admission.Rank;
import io.henge.core.health.Probe;
import io.henge.core.placement.Offer;
import io.henge.core.port.ClusterConnection;
import io.henge.kubernetes.access.Access;
import io.henge.kubernetes.access.AccessReader;
import io.henge.kubernetes.access.AccessUpkeep;
import io.henge.kubernetes.access.ClientFactory;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.access.KubeconfigException;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.Api.Line;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.call.Calls;
import io.henge.kubernetes.call.Gate;
import io.henge.kubernetes.call.Identity;
import io.henge.kubernetes.job.JobFactory;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.sighting.ClusterNamespace;
import io.henge.kubernetes.watch.Watches;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One cluster's API on fabric8.
 *
 * <p>Making one reads nothing and calls nobody. {@link #start} reads the kubeconfig and looks at the pod templates on a thread of the
 * connection; while one of them is wrong the cluster is not synced, {@link #trouble()} tells why, and every call ends as
 * {@link Kind#TRANSIENT}. The kubeconfig and what it leads to are read again every few seconds, so that what is mended or renewed is taken
 * up without a restart: a new token by the next request, all else by a new client. What the watches have shown stays, and is listed anew
 * behind another address or certificate. A kubeconfig that breaks leaves things as they are, and {@link #warning()} tells of it.
 *
 * <p>Threads per cluster, however many tasks there are: {@value ConnectionThreads#CALL_THREADS} that make Jobs ready to be sent,
 * {@value #LOG_THREADS} for logs and offers, {@value ConnectionThreads#HTTP_THREADS} for HTTP, two for the watches, one for the
 * kubeconfig, one timer, and the selectors of HTTP: one for requests, one for the {@link Prober}.
 */
public final class FabricClusterConnection implements ClusterConnection, ObjectSource {
    private static final Logger log = LoggerFactory.getLogger(FabricClusterConnection.class);

    private static final int LOG_THREADS = 6;

    /** A burst of tasks that end fits; what does not is tried again by the loop. */
    private static final int LOGS_WAITING_MAX = 4096;

    private static final Duration CLOSE_MAX = Duration.ofSeconds(4);

    private final ClusterSettings settings;
    private final JobFactory jobs;
    private final JobCalls jobCalls;
    private final ClusterNamespace place;
    private final EventReader events;
    private final OfferReader offers;
    private final IdentityReader identity;
    private final Prober prober;
    private final ConnectionThreads threads;
    private final Gate calls;
    private final Calls logs;
    private final ApiMeter meter;
    private final AccessUpkeep upkeep;

    /** Publishes the client and watches once the configuration could be read. */
    private volatile @Nullable Link link;

    /** Publishes whom the watches tell, before the configuration is read for the first time. */
    private volatile @Nullable Watcher told;

    /** Set once, by close(); nothing is opened after it. */
    private volatile boolean closed;

    /** @param access how the API is reached now; only the reading of the configuration looks at it */
    private record Link(Api api, Watches watches, Access access) {}

    public FabricClusterConnection(ClusterSettings settings, JobFactory jobs, ApiMeter meter) {
        this(new AccessReader(settings, InstantSource.system()), jobs, meter, AccessUpkeep.EVERY);
    }

    /** @param readEvery how often it is read how the cluster is reached */
    public FabricClusterConnection(AccessReader reader, JobFactory jobs, ApiMeter meter, Duration readEvery) {
        this.meter = meter;
        this.settings = reader.settings();
        this.jobs = jobs;
        this.place = new ClusterNamespace(settings.name(), settings.namespace());
        this.jobCalls = new JobCalls(jobs, settings.owner());
        this.threads = new ConnectionThreads(settings.name().value());
        ScheduledExecutorService timer = threads.timer();
        this.events = new EventReader(place, timer);
        this.calls = new Gate(threads.calls(), timer);
        this.logs = new Calls(settings.name().value(), "log", LOG_THREADS, LOGS_WAITING_MAX, timer);
        this.offers = new OfferReader(
                settings,
                jobs,
                OfferReader.Pace.usual(timer, logs),
                () -> Objects.requireNonNull(told).offerRead(name()));
        Taker taker = new Taker();
        this.identity = new IdentityReader(reader::settings, timer, taker::complaintChanged);
        this.prober =
                new Prober(settings.namespace(), settings.route().probing(), timer, threads.http(), this::probeChanged);
        this.upkeep = new AccessUpkeep(settings.name().value(), reader, timer, taker, readEvery);
    }

    @Override
    public ClusterName name() {
        return settings.name();
    }

    @Override
    public String namespace() {
        return settings.namespace();
    }

    @Override
    public void start(Watcher watcher) {
        told = watcher;
        upkeep.start();
    }

    /** What waits for an API server that does not answer need not wait for longer than that. */
    private void probeChanged() {
        Optional.ofNullable(link).ifPresent(open -> open.watches().probed(prober.probe()));
        Objects.requireNonNull(told).clusterChanged(name());
    }

    /** Opens the client and watches with what could be read first, and from then on keeps to what is read. */
    private final class Taker implements AccessUpkeep.Taker {
        @Override
        public boolean isRefused() {
            @Nullable Link open = link;
            return open != null && open.api().identity().isRefused();
        }

        @Override
        public void take(Access access) throws KubeconfigException, JobRefusedException, InterruptedException {
            meter.reached(name(), access.expires());
            @Nullable Link open = link;
            if (open == null) {
                open(access);
                return;
            }
            Identity ours = open.api().identity();
            if (!open.access().isSameWay(access)) {
                boolean isSameCluster = identity.check(access, threads.http());
                Line other = ClientFactory.lineOf(access, settings, ours, threads.http());
                Line probes = ClientFactory.probeLineOf(access, settings, ours, prober.carrier());
                open.api().turnTo(other);
                ours.become(access.headers());
                prober.turnTo(probes, isSameCluster);
                if (!isSameCluster) {
                    beginAnew(open, access);
                    return;
                }
                open.watches().listAgain();
            } else {
                ours.become(access.headers());
            }
            link = new Link(open.api(), open.watches(), access);
            log.info("Cluster[{}] is reached as its changed configuration says", name());
        }

        @Override
        public void complaintChanged() {
            Objects.requireNonNull(told).clusterChanged(name());
        }
    }

    private void open(Access access) throws KubeconfigException, JobRefusedException {
        jobs.check();
        Api api = ClientFactory.open(access, settings, threads.http(), (verb, code, took, retryAfter) -> {
            calls.answered(verb, code, took, retryAfter);
            meter.answered(name(), verb, code, took);
        });
        Line probes = ClientFactory.probeLineOf(access, settings, api.identity(), prober.carrier());
        publish(new Link(api, watchesOf(api), access), probes);
    }

    private Watches watchesOf(Api api) {
        Watcher watcher = Objects.requireNonNull(told);
        return new Watches(api, place, settings.owner(), settings.adopting(), threads.timer(), watcher);
    }

    /** What was seen on the other cluster says nothing of this one. */
    private synchronized void beginAnew(Link before, Access access) {
        if (closed) {
            return;
        }
        identity.forget();
        before.watches().close();
        Link anew = new Link(before.api(), watchesOf(before.api()), access);
        link = anew;
        anew.watches().start();
        identity.start(anew.api());
        log.info("Cluster[{}] is led to another cluster by its changed configuration, as it has to be", name());
    }

    private synchronized void publish(Link opened, Line probes) {
        if (closed) {
            opened.api().close();
            probes.http().close();
            return;
        }
        link = opened;
        opened.watches().start();
        identity.start(opened.api());
        offers.start(opened.api());
        prober.turnTo(probes, true);
    }

    @Override
    public boolean answers() {
        @Nullable Link open = link;
        return open != null && open.watches().answers() && identity.isRead();
    }

    @Override
    public ClusterIdentity identity() {
        return identity.identity();
    }

    @Override
    public void expect(ClusterIdentity expected) {
        identity.expect(expected);
    }

    @Override
    public boolean synced() {
        return Optional.ofNullable(link).filter(open -> open.watches().synced()).isPresent() && identity.isRead();
    }

    @Override
    public Optional<String> trouble() {
        @Nullable Link open = link;
        if (closed) {
            return Optional.of("The connection to cluster[" + name() + "] is closed");
        }
        return open == null ? upkeep.complaint() : open.watches().trouble().or(identity::trouble);
    }

    @Override
    public Optional<String> warning() {
        return link == null ? Optional.empty() : upkeep.complaint();
    }

    @Override
    public Optional<Duration> watchAge() {
        return Optional.ofNullable(link).flatMap(open -> open.watches().age());
    }

    @Override
    public Probe probe() {
        return link == null && upkeep.complaint().isPresent()
                ? new Probe(Probe.Answer.REFUSED, upkeep.complaint().orElse(""), null)
                : prober.probe();
    }

    @Override
    public Offer offer() {
        return offers.offer();
    }

    @Override
    public Optional<JobSighting> find(JobName job) {
        return Optional.ofNullable(link).flatMap(open -> open.watches().find(job));
    }

    @Override
    public Set<JobName> jobs() {
        return Optional.ofNullable(link).map(open -> open.watches().jobs()).orElse(Set.of());
    }

    @Override
    public CompletionStage<LaunchResult> launch(Attempt attempt) {
        return submit(Rank.BEGINS, change(LaunchResult.NotLaunched::new, api -> jobCalls.launch(api, attempt)));
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> delete(Attempt attempt) {
        return submit(Rank.ENDS, change(Optional::of, api -> jobCalls.delete(api, attempt)));
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> delete(JobName job, String uid) {
        JobAddress address = new JobAddress(name(), namespace(), job);
        return submit(Rank.ENDS, change(Optional::of, api -> jobCalls.delete(api, address, uid)));
    }

    private <R> Gate.Call<R> change(Function<ApiFailure, R> failure, Change.Request<R> request) {
        return new Change<>(() -> Optional.ofNullable(link).map(Link::api), this::notOpen, failure, request);
    }

    /** A call makes seldom more than two requests; the limit on waiting ends what has piled up before a cluster that hangs. */
    private <R> CompletionStage<R> submit(Rank rank, Gate.Call<R> call) {
        Duration timeout = settings.route().requestTimeout();
        return calls.submit(rank, call, timeout.multipliedBy(2), timeout.multipliedBy(3));
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> copyLog(JobName job, Duration limit, LogSink sink) {
        return logs.submit(new LogCall(() -> readLog(job, OptionalLong.empty(), sink)), limit);
    }

    @Override
    public CompletionStage<Optional<ApiFailure>> copyLogEnd(JobName job, long lines, Duration limit, LogSink sink) {
        return logs.submit(new LogCall(() -> readLog(job, OptionalLong.of(lines), sink)), limit);
    }

    private Optional<ApiFailure> readLog(JobName job, OptionalLong lines, LogSink sink) throws InterruptedException {
        @Nullable Link open = link;
        if (open == null) {
            return Optional.of(notOpen());
        }
        return PodLog.copyOf(open.watches().pod(job), place.job(job.value()), lines, open.api(), sink);
    }

    @Override
    public CompletionStage<List<ClusterEvent>> events(JobName job) {
        @Nullable Link open = link;
        Optional<String> uid = open == null ? Optional.empty() : open.watches().eventfulUid(job);
        return open == null || uid.isEmpty()
                ? CompletableFuture.completedStage(List.of())
                : events.of(open.api(), uid.get());
    }

    @Override
    public CompletionStage<String> object(JobName job, Of what) {
        return ObjectReader.read(Optional.ofNullable(link).map(Link::api), place, find(job), what);
    }

    private ApiFailure notOpen() {
        return new ApiFailure(
                Kind.TRANSIENT, upkeep.complaint().orElse("Cluster[" + name() + "] is not connected yet"));
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        upkeep.close();
        calls.close();
        logs.close();
        events.close();
        offers.close();
        prober.close();
        @Nullable Link open = link;
        if (open != null) {
            open.watches().close();
        }
        try {
            if (!end(open)) {
                log.warn("Threads of cluster[{}] did not end within {}", name(), CLOSE_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What holds a thread is ended before what carries requests, so that no connection is left open. */
    private boolean end(@Nullable Link open) throws InterruptedException {
        long until = System.nanoTime() + CLOSE_MAX.toNanos();
        boolean ended = true;
        try {
            ended &= open == null || open.watches().awaitEnd(remaining(until));
            ended &= upkeep.awaitEnd(remaining(until)) && logs.awaitEnd(remaining(until));
        } finally {
            if (open != null) {
                open.api().close();
            }
            ended &= threads.end(until);
        }
        return ended;
    }
}
