package io.henge.druid.store;

import com.google.common.base.Supplier;
import com.google.inject.Inject;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.ledger.Term;
import io.henge.core.port.Ledger;
import io.henge.druid.task.Traits;
import io.henge.ledger.sql.SqlLedger;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.overlord.IndexerMetadataStorageCoordinator;
import org.apache.druid.indexing.overlord.TaskStorage;
import org.apache.druid.metadata.MetadataStorageConnectorConfig;
import org.apache.druid.metadata.MetadataStorageTablesConfig;
import org.apache.druid.metadata.SQLMetadataConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Druid's metadata store: the place of the ledger, and of what Druid itself keeps of tasks and segments. */
public final class DruidMetadata {
    private static final Logger log = LoggerFactory.getLogger(DruidMetadata.class);

    private final SQLMetadataConnector connector;
    private final String tableBase;
    private final boolean createTables;
    private final TaskStorage tasks;
    private final IndexerMetadataStorageCoordinator segments;

    @Inject
    public DruidMetadata(
            SQLMetadataConnector connector,
            Supplier<MetadataStorageTablesConfig> tables,
            Supplier<MetadataStorageConnectorConfig> config,
            TaskStorage tasks,
            IndexerMetadataStorageCoordinator segments) {
        this.connector = connector;
        this.tableBase = tables.get().getBase();
        this.createTables = config.get().isCreateTables();
        this.tasks = tasks;
        this.segments = segments;
    }

    /** The ledger, beside Druid's own tables. */
    public Ledger ledger() {
        return new SqlLedger(
                () -> connector.getDBI().open().getConnection(),
                tableBase,
                () -> UUID.randomUUID().toString(),
                createTables);
    }

    /** What one term asks of Druid's own tables, on a thread of its own. */
    public MetadataDruidStore store(Ledger ledger, Term term) {
        return new MetadataDruidStore(tasks, segments::retrieveSegmentsById, ledger, term);
    }

    /** The tasks that have not ended by Druid's own record. */
    public Map<TaskId, TaskTraits> activeTasks() {
        Map<TaskId, TaskTraits> active = new TreeMap<>();
        for (Task task : tasks.getActiveTasks()) {
            try {
                active.put(new TaskId(task.getId()), Traits.of(task));
            } catch (RuntimeException e) {
                log.warn("Task[{}] is active, but cannot be read: it is not adopted", task.getId(), e);
            }
        }
        return active;
    }

    public Optional<Task> find(TaskId task) {
        return Optional.ofNullable(tasks.getTask(task.value()).orNull());
    }
}
