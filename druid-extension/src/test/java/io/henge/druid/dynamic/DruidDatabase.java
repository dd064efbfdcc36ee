package io.henge.druid.dynamic;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.druid.metrics.HeardEmitter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.druid.audit.AuditManager;
import org.apache.druid.common.config.ConfigManager;
import org.apache.druid.common.config.ConfigManagerConfig;
import org.apache.druid.common.config.JacksonConfigManager;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.metadata.MetadataStorageConnectorConfig;
import org.apache.druid.metadata.MetadataStorageTablesConfig;
import org.apache.druid.metadata.NoopMetadataStorageProvider;
import org.apache.druid.metadata.storage.derby.DerbyConnector;
import org.apache.druid.segment.metadata.CentralizedDatasourceSchemaConfig;
import org.apache.druid.server.audit.AuditSerdeHelper;
import org.apache.druid.server.audit.SQLAuditManager;
import org.apache.druid.server.audit.SQLAuditManagerConfig;
import org.skife.jdbi.v2.DBI;

/** Druid's own metadata store, on Derby in memory, with the Overlords that share it. Dropped when closed. */
public final class DruidDatabase implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final MetadataStorageTablesConfig tables = MetadataStorageTablesConfig.fromBase("druid");
    private final ObjectMapper json = new DefaultObjectMapper();
    private final DBI dbi = new DBI("jdbc:derby:memory:druid-" + COUNT.incrementAndGet() + ";create=true");
    private final DerbyConnector connector = new DerbyConnector(
            new NoopMetadataStorageProvider().get(),
            MetadataStorageConnectorConfig::new,
            () -> tables,
            dbi,
            CentralizedDatasourceSchemaConfig.create());
    private final ConfigManager manager = new ConfigManager(connector, () -> tables, ConfigManagerConfig::new);

    public DruidDatabase() {
        connector.createConfigTable();
        connector.createAuditTable();
        manager.start();
    }

    /** The dynamic configuration as another Overlord on this database knows it: read once, polled once a minute. */
    public ExecutionConfigs overlord() {
        return overlord(new ConfigManager(connector, () -> tables, ConfigManagerConfig::new));
    }

    /** The dynamic configuration as the one Overlord knows it that is told of its own changes. */
    public ExecutionConfigs leader() {
        return overlord(manager);
    }

    private ExecutionConfigs overlord(ConfigManager own) {
        SQLAuditManagerConfig config = new SQLAuditManagerConfig(null, null, null, null, null);
        ObjectMapper nonNull = new DefaultObjectMapper().setSerializationInclusion(JsonInclude.Include.NON_NULL);
        AuditManager audits = new SQLAuditManager(
                config,
                new AuditSerdeHelper(config, null, json, nonNull),
                connector,
                () -> tables,
                new HeardEmitter(),
                json);
        return new ExecutionConfigs(new JacksonConfigManager(own, json, audits), audits, connector, () -> tables, json);
    }

    /** Stores bytes past Druid's configuration manager, as another version of Druid's own runner may have. */
    public void store(String payload) {
        connector.insertOrUpdate(
                tables.getConfigTable(),
                "name",
                "payload",
                ExecutionConfigs.KEY,
                payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Loses the table of configurations: from now on no read and no write of one succeeds. */
    public void lose() {
        dbi.useHandle(handle -> handle.execute("DROP TABLE " + tables.getConfigTable()));
    }

    /** What is stored, as text. */
    String stored() {
        byte[] bytes = connector.lookup(tables.getConfigTable(), "name", "payload", ExecutionConfigs.KEY);
        return new String(Objects.requireNonNull(bytes), StandardCharsets.UTF_8);
    }

    /** Ends the thread of the leader's configuration manager; the database goes with the process. */
    @Override
    public void close() {
        manager.stop();
    }
}
