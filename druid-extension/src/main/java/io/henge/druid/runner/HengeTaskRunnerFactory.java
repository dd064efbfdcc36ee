package io.henge.druid.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.Inject;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.port.ClusterConnection;
import io.henge.core.port.Ledger;
import io.henge.druid.config.ClusterEntry;
import io.henge.druid.config.RunnerConfig;
import io.henge.druid.config.RunnerConfigReader;
import io.henge.druid.dynamic.Candidate;
import io.henge.druid.dynamic.ExecutionConfigs;
import io.henge.druid.logs.DeepStorageFiles;
import io.henge.druid.ship.ClusterJobs;
import io.henge.druid.ship.StorageRootVariable;
import io.henge.druid.ship.TaskNeeds;
import io.henge.druid.ship.TaskPayloads;
import io.henge.druid.ship.TaskShipments;
import io.henge.druid.store.DruidMetadata;
import io.henge.druid.store.MetadataDruidStore;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.connection.FabricClusterConnection;
import io.henge.kubernetes.job.JobFactory;
import io.henge.kubernetes.job.JobNames;
import io.henge.kubernetes.job.Shipment;
import io.henge.kubernetes.template.TemplateStrategy;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
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
    private final Optional<StorageRootVariable> storageRoot;
    private final ObjectMapper json;
    private final TaskConfig taskConfig;
    private final TaskLogs taskLogs;
    private final ExecutionConfigs dynamic;
    private final DruidMetadata metadata;
    private final OverlordProcess process;
    private final StandbyRehearsal rehearsal;

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
                this::slots,
                jobs.templateKeys(),
                new Asking(config.policies().sharing().rules(), new TaskNeeds(jobs.requests(), dynamic::current)),
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

    /** What Druid is told of the capacity: no more than the clusters may take together. */
    private int slots() {
        return (int) Math.min(capacity(), config.slots());
    }

    private RunnerTerm begin(TaskRegistry registry) {
        dynamic.refresh();
        Ledger ledger = metadata.ledger();
        return RunnerTerm.begin(new RunnerTerm.Parts(
                ledger,
                process.address(),
                clusters((adopting, meter) -> connectAll(ledger.owner(), adopting, registry, meter)),
                new RunnerTerm.Limits(config.policies().withOwnStorageRoots(storageRoot.isPresent()), this::capacity),
                new JobNames(config.podNamePrefix()),
                new RunnerTerm.Druid(
                        registry, metadata::activeTasks, term -> helpers(metadata.store(ledger, term), registry)),
                process::givingWay));
    }

    private RunnerTerm.Clusters clusters(RunnerTerm.Connecting connecting) {
        return new RunnerTerm.Clusters(
                namesOf(config.clusters().stream()),
                namesOf(config.clusters().stream().filter(entry -> !entry.disabled())),
                connecting);
    }

    private static Set<ClusterName> namesOf(Stream<ClusterEntry> clusters) {
        return clusters.map(ClusterEntry::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private RunnerTerm.Helpers helpers(MetadataDruidStore store, TaskRegistry registry) {
        return new RunnerTerm.Helpers(
                new DeepStorageFiles(taskLogs, json),
                store,
                process.handoffs(id -> taskOf(registry, id)),
                process.metrics(registry));
    }

    private SortedMap<ClusterName, ClusterConnection> connectAll(
            String owner, Set<ClusterName> adopting, TaskRegistry registry, ApiMeter meter) {
        TaskShipments shipments = shipments(id -> taskOf(registry, id));
        TemplateStrategy strategy = shipment -> templateFor(registry, shipment);
        TreeMap<ClusterName, ClusterConnection> clusters = new TreeMap<>();
        try {
            for (ClusterEntry entry : config.clusters()) {
                clusters.put(
                        entry.name(),
                        new FabricClusterConnection(
                                entry.settings(owner, adopting.contains(entry.name())),
                                jobs.of(entry, owner, shipments, strategy),
                                meter));
            }
        } catch (RuntimeException | Error e) {
            clusters.values().forEach(ClusterConnection::close);
            throw e;
        }
        return clusters;
    }

    private TaskShipments shipments(Function<TaskId, Optional<Task>> tasks) {
        return new TaskShipments(tasks, json, taskConfig, TaskPayloads.of(taskLogs), storageRoot, process.speaksTls());
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
