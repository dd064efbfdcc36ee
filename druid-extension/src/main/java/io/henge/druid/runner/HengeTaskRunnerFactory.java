package io.henge.druid.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Supplier;
import com.google.inject.Inject;
import com.google.inject.Provider;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.port.ClusterConnection;
import io.henge.core.port.Ledger;
import io.henge.druid.config.ClusterEntry;
import io.henge.druid.config.RunnerConfig;
import io.henge.druid.config.RunnerConfigReader;
import io.henge.druid.dynamic.Candidate;
import io.henge.druid.dynamic.ExecutionConfigs;
import io.henge.druid.logs.DeepStorageFiles;
import io.henge.druid.logs.LiveReports;
import io.henge.druid.metrics.TermMetrics;
import io.henge.druid.ship.ClusterJobs;
import io.henge.druid.ship.StorageRootVariable;
import io.henge.druid.ship.TaskPayloads;
import io.henge.druid.ship.TaskShipments;
import io.henge.druid.store.MetadataDruidStore;
import io.henge.druid.task.Traits;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.connection.FabricClusterConnection;
import io.henge.kubernetes.job.JobNames;
import io.henge.kubernetes.job.Shipment;
import io.henge.kubernetes.template.TemplateStrategy;
import io.henge.ledger.sql.SqlLedger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.druid.guice.annotations.EscalatedGlobal;
import org.apache.druid.guice.annotations.Json;
import org.apache.druid.guice.annotations.Self;
import org.apache.druid.indexing.common.config.TaskConfig;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.overlord.IndexerMetadataStorageCoordinator;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.indexing.overlord.TaskRunnerFactory;
import org.apache.druid.indexing.overlord.TaskStorage;
import org.apache.druid.java.util.emitter.service.ServiceEmitter;
import org.apache.druid.java.util.http.client.HttpClient;
import org.apache.druid.metadata.MetadataStorageConnectorConfig;
import org.apache.druid.metadata.MetadataStorageTablesConfig;
import org.apache.druid.metadata.SQLMetadataConnector;
import org.apache.druid.server.DruidNode;
import org.apache.druid.tasklogs.TaskLogs;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one runner per leadership period. A wrong global setting is refused here, when the Overlord starts. */
public final class HengeTaskRunnerFactory implements TaskRunnerFactory<HengeTaskRunner> {
    private static final Logger log = LoggerFactory.getLogger(HengeTaskRunnerFactory.class);

    /** Druid notices a lost connection to ZooKeeper at once, and a lost session as soon as it runs again. */
    private static final Duration GIVE_WAY_AFTER = Duration.ofSeconds(30);

    private final RunnerConfig config;
    private final ClusterJobs jobs;
    private final SQLMetadataConnector connector;
    private final String tableBase;
    private final boolean createTables;
    private final ObjectMapper json;
    private final TaskConfig taskConfig;
    private final TaskLogs taskLogs;
    private final TaskStorage taskStorage;
    private final IndexerMetadataStorageCoordinator segments;
    private final Optional<StorageRootVariable> storageRoot;
    private final HttpClient http;
    private final DruidNode self;
    private final ExecutionConfigs dynamic;
    private final ServiceEmitter emitter;
    private final Provider<TaskMaster> taskMaster;

    /** The runner of this leadership period, or of the last one. */
    private volatile @Nullable HengeTaskRunner runner;

    @Inject
    HengeTaskRunnerFactory(
            Properties properties,
            SQLMetadataConnector connector,
            Supplier<MetadataStorageTablesConfig> tables,
            Supplier<MetadataStorageConnectorConfig> connectorConfig,
            @Json ObjectMapper json,
            TaskConfig taskConfig,
            TaskLogs taskLogs,
            TaskStorage taskStorage,
            IndexerMetadataStorageCoordinator segments,
            @EscalatedGlobal HttpClient http,
            @Self DruidNode self,
            ExecutionConfigs dynamic,
            ServiceEmitter emitter,
            Provider<TaskMaster> taskMaster) {
        try {
            this.config = RunnerConfigReader.read(properties, json);
            this.jobs = ClusterJobs.of(config, System.getenv("HOSTNAME"));
            jobs.checkSharedTemplates();
        } catch (IllegalArgumentException e) {
            // Said here, since Guice 5 cannot print a failed constructor of a class for Java 17.
            log.error("The Overlord cannot start with these settings:\n{}", e.getMessage());
            throw e;
        }
        config.notes().forEach(log::warn);
        jobs.sharedNotes().forEach(log::warn);
        this.connector = connector;
        this.tableBase = tables.get().getBase();
        this.createTables = connectorConfig.get().isCreateTables();
        this.json = json;
        this.taskConfig = taskConfig;
        this.taskLogs = taskLogs;
        this.taskStorage = taskStorage;
        this.segments = segments;
        this.storageRoot = StorageRootVariable.of(properties);
        this.http = http;
        this.self = self;
        this.dynamic = dynamic;
        this.emitter = emitter;
        this.taskMaster = taskMaster;
    }

    @Override
    public HengeTaskRunner build() {
        // Druid does not stop a runner whose leadership failed while it began.
        @Nullable HengeTaskRunner before = runner;
        if (before != null) {
            before.stop();
        }
        HengeTaskRunner built =
                new HengeTaskRunner(this::begin, this::slots, jobs.templateKeys(), new LiveReports(http));
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

    /** What Druid is told of the capacity: no more than the clusters may take together. */
    private int slots() {
        return (int) Math.min(capacity(), config.slots());
    }

    private RunnerTerm begin(TaskRegistry registry) {
        dynamic.refresh();
        Ledger ledger = new SqlLedger(
                () -> connector.getDBI().open().getConnection(),
                tableBase,
                () -> UUID.randomUUID().toString(),
                createTables);
        return RunnerTerm.begin(new RunnerTerm.Parts(
                ledger,
                self.getHostAndPortToUse(),
                config.clusters().stream().map(ClusterEntry::name).collect(Collectors.toSet()),
                (adopting, meter) -> connectAll(ledger.owner(), adopting, registry, meter),
                this::activeTasks,
                config.clusters().stream()
                        .filter(entry -> !entry.disabled())
                        .map(ClusterEntry::name)
                        .collect(Collectors.toCollection(TreeSet::new)),
                config.policies().withOwnStorageRoots(storageRoot.isPresent()),
                this::capacity,
                new JobNames(config.podNamePrefix()),
                () -> new DeepStorageFiles(taskLogs, json),
                term -> new MetadataDruidStore(taskStorage, segments::retrieveSegmentsById, ledger, term),
                () -> new TermMetrics(emitter, id -> registry.find(id.value()).map(TaskItem::task)),
                registry,
                () -> new RunnerTerm.GivingWay(
                        GIVE_WAY_AFTER, () -> taskMaster.get().isFullLeader(), () -> System.exit(1))));
    }

    private SortedMap<ClusterName, ClusterConnection> connectAll(
            String owner, Set<ClusterName> adopting, TaskRegistry registry, ApiMeter meter) {
        TaskShipments shipments = new TaskShipments(
                id -> taskOf(registry, id),
                json,
                taskConfig,
                TaskPayloads.of(taskLogs),
                storageRoot,
                self.isEnableTlsPort());
        TemplateStrategy strategy = shipment -> templateFor(registry, shipment);
        TreeMap<ClusterName, ClusterConnection> clusters = new TreeMap<>();
        for (ClusterEntry entry : config.clusters()) {
            clusters.put(
                    entry.name(),
                    new FabricClusterConnection(
                            entry.settings(owner, adopting.contains(entry.name())),
                            jobs.of(entry, owner, shipments, strategy),
                            meter));
        }
        return clusters;
    }

    /** By the dynamic configuration of this moment, so that a change of it counts for the next task. */
    private String templateFor(TaskRegistry registry, Shipment shipment) {
        Candidate candidate = taskOf(registry, shipment.task())
                .map(Candidate::of)
                .orElseGet(() -> new Candidate(shipment.type(), shipment.dataSource(), Map.of()));
        return dynamic.current().templateFor(candidate);
    }

    private Map<TaskId, TaskTraits> activeTasks() {
        Map<TaskId, TaskTraits> active = new TreeMap<>();
        for (Task task : taskStorage.getActiveTasks()) {
            try {
                active.put(new TaskId(task.getId()), Traits.of(task));
            } catch (RuntimeException e) {
                log.warn("Task[{}] is active, but cannot be read: it is not adopted", task.getId(), e);
            }
        }
        return active;
    }

    private Optional<Task> taskOf(TaskRegistry registry, TaskId id) {
        return registry.find(id.value())
                .map(TaskItem::task)
                .or(() -> Optional.ofNullable(taskStorage.getTask(id.value()).orNull()));
    }
}
