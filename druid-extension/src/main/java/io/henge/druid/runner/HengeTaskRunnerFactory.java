package io.henge.druid.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.Inject;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.placement.Sharing;
import io.henge.core.port.ClusterConnection;
import io.henge.core.port.Ledger;
import io.henge.druid.config.ClusterEntry;
import io.henge.druid.config.EntryReader;
import io.henge.druid.config.RunnerConfig;
import io.henge.druid.config.RunnerConfigReader;
import io.henge.druid.dynamic.Candidate;
import io.henge.druid.dynamic.ExecutionConfigs;
import io.henge.druid.dynamic.PlacementRules;
import io.henge.druid.logs.DeepStorageFiles;
import io.henge.druid.ship.ClusterJobs;
import io.henge.druid.ship.StorageRootVariable;
import io.henge.druid.ship.TaskLeases;
import io.henge.druid.ship.TaskNeeds;
import io.henge.druid.ship.TaskPayloads;
import io.henge.druid.ship.TaskShipments;
import io.henge.druid.state.AttemptStates;
import io.henge.druid.state.DruidDocuments;
import io.henge.druid.store.DruidMetadata;
import io.henge.druid.store.Handoffs;
import io.henge.druid.store.MetadataDruidStore;
import io.henge.kubernetes.access.AccessReader;
import io.henge.kubernetes.access.AccessUpkeep;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.connection.FabricClusterConnection;
import io.henge.kubernetes.connection.RegistrationSecrets;
import io.henge.kubernetes.job.JobFactory;
import io.henge.kubernetes.job.JobNames;
import io.henge.kubernetes.job.Shipment;
import io.henge.kubernetes.template.TemplateStrategy;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.druid.guice.annotations.Json;
import org.apache.druid.indexing.common.config.TaskConfig;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.overlord.TaskRunnerFactory;
import org.apache.druid.tasklogs.TaskLogs;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one runner per leadership period. A wrong global setting is refused here, when the Overlord starts. */
public final class HengeTaskRunnerFactory implements TaskRunnerFactory<HengeTaskRunner> {
    private static final Logger log = LoggerFactory.getLogger(HengeTaskRunnerFactory.class);

    /** In the place of the Druid cluster's identity and of the attempt's token. */
    private static final String REHEARSED = "rehearsal";

    private final RunnerConfig config;
    private final ClusterJobs jobs;

    /** Where Secrets register clusters, null where none do. */
    private final @Nullable String secretsIn;

    private final Optional<StorageRootVariable> storageRoot;
    private final ObjectMapper json;
    private final TaskConfig taskConfig;
    private final TaskLogs taskLogs;
    private final ExecutionConfigs dynamic;
    private final DruidMetadata metadata;
    private final OverlordProcess process;
    private final PlacementRules rules;
    private final StandbyRehearsal rehearsal;
    private final EntryReader entries;

    /** The runner of this leadership period, or of the last one. */
    private volatile @Nullable HengeTaskRunner runner;

    @Inject
    HengeTaskRunnerFactory(
            Properties properties,
            @Json ObjectMapper json,
            TaskConfig taskConfig,
            TaskLogs taskLogs,
            ExecutionConfigs dynamic,
            DruidMetadata metadata,
            OverlordProcess process) {
        try {
            this.config = RunnerConfigReader.read(properties, json);
            this.jobs = ClusterJobs.of(config, System.getenv("HOSTNAME"));
            jobs.checkSharedTemplates();
            this.secretsIn = config.registration().secretsNamespace();
        } catch (IllegalArgumentException e) {
            // Said here, since Guice 5 cannot print a failed constructor of a class for Java 17.
            log.error("The Overlord cannot start with these settings:\n{}", e.getMessage());
            throw e;
        }
        config.notes().forEach(log::warn);
        jobs.sharedNotes().forEach(log::warn);
        this.storageRoot = StorageRootVariable.of(properties);
        this.json = json;
        this.taskConfig = taskConfig;
        this.taskLogs = taskLogs;
        this.dynamic = dynamic;
        this.metadata = metadata;
        this.process = process;
        this.entries = new EntryReader(properties, json, config.registration(), config.overlordPodNamespace() != null);
        Sharing sharing = config.policies().sharing();
        this.rules = new PlacementRules(sharing.rules(), () -> profiles(sharing), dynamic::current);
        Task task = NoopTask.create();
        this.rehearsal = new StandbyRehearsal(
                () -> rehearsed(task), jobs.imagined(config.clusters().get(0), task, new Token(REHEARSED)));
        rehearsal.start();
    }

    private JobFactory rehearsed(Task task) {
        return jobs.of(
                config.clusters().get(0),
                REHEARSED,
                shipments(id -> Optional.of(task)),
                shipment -> dynamic.current().templateFor(Candidate.of(task)));
    }

    /** Waits until what is done before leading is done; for benchmarks. */
    public void awaitRehearsal() {
        rehearsal.await();
    }

    @Override
    public HengeTaskRunner build() {
        rehearsal.end();
        // Druid does not stop a runner whose leadership failed while it began.
        @Nullable HengeTaskRunner before = runner;
        if (before != null) {
            before.stop();
        }
        HengeTaskRunner built = new HengeTaskRunner(
                this::begin,
                this::slotsAtFirst,
                new ShownLocations(config.naming().clusterInLocation()),
                jobs.templateKeys(),
                new Asking(rules, new TaskNeeds(jobs.requests(), dynamic::current)),
                process::queued,
                process.reports());
        runner = built;
        return built;
    }

    @Override
    public @Nullable HengeTaskRunner get() {
        return runner;
    }

    private int capacity() {
        return dynamic.current().capacityOr(config.policies().capacity());
    }

    /** What Druid is told of the capacity before the first turn: no more than the clusters may take together. */
    private int slotsAtFirst() {
        return (int) Math.min(capacity(), config.slots());
    }

    /** Of all clusters that there are now. */
    private SortedMap<ClusterName, ClusterProfile> profiles(Sharing fixed) {
        TreeMap<ClusterName, ClusterProfile> all = new TreeMap<>(fixed.profiles());
        @Nullable HengeTaskRunner present = runner;
        if (present != null) {
            all.putAll(present.fleet().registeredProfiles());
        }
        return all;
    }

    private RunnerTerm begin(TaskRegistry registry) {
        dynamic.refresh();
        Ledger ledger = metadata.ledger();
        return RunnerTerm.begin(new RunnerTerm.Parts(
                ledger,
                process.address(),
                clusters(registry, ledger.owner()),
                new RunnerTerm.Limits(config.policies().withOwnStorageRoots(storageRoot.isPresent()), this::capacity),
                new JobNames(config.naming().prefix()),
                new RunnerTerm.Druid(
                        registry, metadata::activeTasks, term -> helpers(metadata.store(ledger, term), registry)),
                process::givingWay));
    }

    private RunnerTerm.Clusters clusters(TaskRegistry registry, String owner) {
        Connector connector = new Connector(registry, owner);
        return new RunnerTerm.Clusters(
                namesOf(config.clusters().stream()),
                namesOf(config.clusters().stream().filter(entry -> !entry.disabled())),
                connector::connectAll,
                new Coming(this::registrations, connector, ownCluster()));
    }

    private Registrations registrations(Supplier<List<RegistrationSecrets.Found>> secrets) {
        return new Registrations(
                entries,
                namesOf(config.clusters().stream()),
                () -> dynamic.current().clustersOrNone(),
                secrets);
    }

    /** Where Secrets register clusters; null where none do. */
    private @Nullable ClusterSettings ownCluster() {
        return secretsIn == null ? null : ClusterJobs.ownCluster(config, secretsIn);
    }

    private static Set<ClusterName> namesOf(Stream<ClusterEntry> clusters) {
        return clusters.map(ClusterEntry::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private RunnerTerm.Helpers helpers(MetadataDruidStore store, TaskRegistry registry) {
        Function<TaskId, Optional<Task>> tasks = id -> taskOf(registry, id);
        Handoffs supervisors = process.handoffs(tasks);
        return new RunnerTerm.Helpers(
                new DeepStorageFiles(taskLogs, json),
                store,
                supervisors,
                process.peons(),
                new AttemptStates(new DruidDocuments(tasks, supervisors, process.reports(), json), json),
                process.metrics(registry));
    }

    /** Makes the connections of one term. */
    private final class Connector implements Coming.Connecting {
        private final TaskShipments shipments;
        private final TemplateStrategy strategy;
        private final String owner;

        Connector(TaskRegistry registry, String owner) {
            this.shipments = shipments(id -> taskOf(registry, id));
            this.strategy = shipment -> templateFor(registry, shipment);
            this.owner = owner;
        }

        SortedMap<ClusterName, ClusterConnection> connectAll(Set<ClusterName> adopting, ApiMeter meter) {
            TreeMap<ClusterName, ClusterConnection> clusters = new TreeMap<>();
            try {
                for (ClusterEntry entry : config.clusters()) {
                    clusters.put(entry.name(), connect(() -> entry, adopting.contains(entry.name()), meter));
                }
            } catch (RuntimeException | Error e) {
                clusters.values().forEach(ClusterConnection::close);
                throw e;
            }
            return clusters;
        }

        @Override
        public ClusterConnection connect(Supplier<ClusterEntry> entry, boolean adopting, ApiMeter meter) {
            return new FabricClusterConnection(
                    new AccessReader(() -> entry.get().settings(owner, adopting), InstantSource.system()),
                    jobs.of(entry.get(), owner, shipments, strategy),
                    meter,
                    AccessUpkeep.EVERY);
        }
    }

    private TaskShipments shipments(Function<TaskId, Optional<Task>> tasks) {
        return new TaskShipments(
                tasks,
                json,
                taskConfig,
                TaskPayloads.of(taskLogs),
                storageRoot,
                process.speaksTls(),
                new TaskLeases(rules::current, config.policies().failover().lease()));
    }

    /** By the dynamic configuration of this moment, so that a change of it counts for the next task. */
    private String templateFor(TaskRegistry registry, Shipment shipment) {
        Candidate candidate = taskOf(registry, shipment.task())
                .map(Candidate::of)
                .orElseGet(() -> new Candidate(shipment.type(), shipment.dataSource(), Map.of()));
        return dynamic.current().templateFor(candidate);
    }

    private Optional<Task> taskOf(TaskRegistry registry, TaskId id) {
        return registry.find(id.value()).map(TaskItem::task).or(() -> metadata.find(id));
    }
}
