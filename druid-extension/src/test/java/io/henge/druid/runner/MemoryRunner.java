package io.henge.druid.runner;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.decide.Policies;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.Term;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.placement.Needs;
import io.henge.core.placement.Rules;
import io.henge.core.port.ClusterConnection;
import io.henge.druid.config.EntryReader;
import io.henge.druid.config.RegistrationConfig;
import io.henge.druid.dynamic.ExecutionConfig;
import io.henge.druid.dynamic.PlacementRules;
import io.henge.druid.logs.DeepStorageFiles;
import io.henge.druid.logs.LiveReports;
import io.henge.druid.metrics.HeardEmitter;
import io.henge.druid.metrics.TermMetrics;
import io.henge.druid.ship.TaskNeeds;
import io.henge.druid.state.AttemptStates;
import io.henge.druid.store.Handoffs;
import io.henge.druid.store.MetadataDruidStore;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.PodChanges;
import io.henge.kubernetes.job.PodOutlines;
import io.henge.kubernetes.request.PlannedRequests;
import io.henge.testkit.fleet.Attempts;
import io.henge.testkit.ledger.InMemoryLedger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.druid.indexing.common.config.TaskStorageConfig;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.overlord.HeapMemoryTaskStorage;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.tasklogs.NoopTaskLogs;
import org.jspecify.annotations.Nullable;

/** A real runner on a ledger in memory, with the clusters that a test gives it. Closing it ends its term. */
public final class MemoryRunner implements AutoCloseable {
    private final InMemoryLedger ledger = new InMemoryLedger("owner");
    private final TreeMap<ClusterName, ClusterConnection> clusters = new TreeMap<>();
    private final HeardEmitter emitter = new HeardEmitter();
    private final HengeTaskRunner runner;
    private final CountDownLatch overtaken = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean takesForLeader = true;
    private final TreeMap<TaskId, TaskTraits> active = new TreeMap<>();
    private RunnerTerm.Connecting connecting;
    private Coming coming = nothingComes(null);
    private final TaskNeeds needs;
    private volatile CountDownLatch disk = new CountDownLatch(0);
    private volatile int capacity;
    private volatile Supplier<ExecutionConfig> dynamic = () -> ExecutionConfig.NOTHING_SAID;
    private volatile PodOutlines pods = choice -> {
        throw new JobRefusedException("There is no template");
    };
    private volatile Duration patience = Duration.ofMinutes(1);

    /** Of an Overlord to which no entry is given; its Secrets are watched where its cluster is. */
    static Coming nothingComes(@Nullable ClusterSettings own) {
        return new Coming(
                found -> new Registrations(
                        new EntryReader(
                                new Properties(),
                                new DefaultObjectMapper(),
                                new RegistrationConfig(null, null, false, false),
                                false),
                        Set.of(),
                        List::of,
                        found),
                (entry, adopting, meter) -> {
                    throw new IllegalStateException("Nobody registers clusters");
                },
                own);
    }

    public MemoryRunner(int capacity, ClusterConnection... clusters) {
        this.capacity = capacity;
        for (ClusterConnection cluster : clusters) {
            this.clusters.put(cluster.name(), cluster);
        }
        this.connecting = (adopting, meter) -> this.clusters;
        TreeMap<ClusterName, Supplier<PlannedRequests>> sources = new TreeMap<>();
        this.clusters.keySet().forEach(name -> sources.put(name, this::read));
        this.needs = new TaskNeeds(sources, () -> ExecutionConfig.NOTHING_SAID);
        PlacementRules rules = new PlacementRules(Rules.NONE, this::profiles, () -> dynamic.get());
        this.runner = new HengeTaskRunner(
                this::begin,
                () -> this.capacity,
                new ShownLocations(false),
                List.of("base"),
                new Asking(rules, needs),
                task -> Optional.empty(),
                new LiveReports(new NobodyAnswers()));
    }

    private SortedMap<ClusterName, ClusterProfile> profiles() {
        TreeMap<ClusterName, ClusterProfile> profiles = new TreeMap<>();
        clusters.keySet().forEach(name -> profiles.put(name, ClusterProfile.PLAIN));
        return profiles;
    }

    /** Lets this be the dynamic configuration; the runner is not told so. */
    public void configureBy(Supplier<ExecutionConfig> configuration) {
        dynamic = configuration;
    }

    private PlannedRequests read() {
        try {
            disk.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new PlannedRequests(pods, PodChanges.NONE);
    }

    /** Lets what pods are made from be read only once that is open; before the runner is started. */
    void whenPodsAreRead(CountDownLatch open) {
        disk = open;
    }

    boolean needsAreKnown(Task task) {
        return !needs.of(task).equals(Needs.NONE);
    }

    /** Lets the pods of all tasks be made so; before the runner is started. */
    void makePodsOf(PodOutlines outlines) {
        pods = outlines;
    }

    private RunnerTerm begin(TaskRegistry registry) {
        return RunnerTerm.begin(new RunnerTerm.Parts(
                ledger,
                "overlord:8090",
                new RunnerTerm.Clusters(clusters.keySet(), clusters.keySet(), connecting, coming),
                new RunnerTerm.Limits(Policies.DEFAULT, () -> capacity),
                Attempts::jobName,
                new RunnerTerm.Druid(registry, () -> active, term -> helpers(registry, term)),
                this::givingWay));
    }

    private RunnerTerm.Helpers helpers(TaskRegistry registry, Term term) {
        return new RunnerTerm.Helpers(
                new DeepStorageFiles(new NoopTaskLogs(), new DefaultObjectMapper()),
                new MetadataDruidStore(
                        new HeapMemoryTaskStorage(new TaskStorageConfig(null)),
                        (source, ids) -> Set.of(),
                        ledger,
                        term),
                new Handoffs(
                        () -> {
                            throw new IllegalStateException("There are no supervisors");
                        },
                        id -> Optional.empty()),
                new DruidPeons(new AnnouncedPeons(Optional.empty())),
                new AttemptStates(
                        (source, attempt) -> {
                            throw new IOException("Nothing is known");
                        },
                        new DefaultObjectMapper()),
                new TermMetrics(emitter, task -> registry.find(task.value()).map(TaskItem::task)));
    }

    /** Lets an earlier term have left something; before the runner is started. */
    public void leave(LedgerWrite... left) {
        Term earlier = ledger.lead("another:8090", Instant.EPOCH);
        ledger.write(earlier, List.of(left));
    }

    /** Lets connections be made so; before the runner is started. */
    void connectBy(RunnerTerm.Connecting way) {
        connecting = way;
    }

    /** Lets clusters be registered so while a term lasts; before the runner is started. */
    void register(Coming clusters) {
        coming = clusters;
    }

    /** Another Overlord takes the lead; once this one hears of it, Druid has this long to notice. */
    void isOvertaken(Duration patience) {
        this.patience = patience;
        ledger.lead("another:8090", Instant.EPOCH);
    }

    private RunnerTerm.GivingWay givingWay() {
        overtaken.countDown();
        return new RunnerTerm.GivingWay(patience, () -> takesForLeader, ended::countDown);
    }

    /** Druid's leadership failed while it began, and Druid has forgotten the runner. */
    void isForgotten() {
        takesForLeader = false;
    }

    /** Open until this Overlord has heard that another leads. */
    CountDownLatch overtaken() {
        return overtaken;
    }

    /** Open until the process would be ended. */
    CountDownLatch ended() {
        return ended;
    }

    /** Lets tasks be active that Druid's own runner may have launched; before the runner is started. */
    public void inherit(TaskId task) {
        active.put(task, Attempts.TRAITS);
    }

    public void setCapacity(int attempts) {
        capacity = attempts;
        runner.fleet().configurationChanged();
    }

    public InMemoryLedger ledger() {
        return ledger;
    }

    /** What the runner has told of itself. */
    public HeardEmitter emitter() {
        return emitter;
    }

    public HengeTaskRunner runner() {
        return runner;
    }

    @Override
    public void close() {
        runner.stop();
    }
}
