package io.henge.bench.overlord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.OptionalBinder;
import io.henge.druid.dynamic.ExecutionConfigs;
import java.util.Map;
import java.util.Properties;
import org.apache.druid.audit.AuditManager;
import org.apache.druid.common.config.ConfigManager;
import org.apache.druid.common.config.ConfigManagerConfig;
import org.apache.druid.common.config.JacksonConfigManager;
import org.apache.druid.discovery.DruidLeaderSelector;
import org.apache.druid.discovery.DruidNodeDiscoveryProvider;
import org.apache.druid.guice.annotations.EscalatedGlobal;
import org.apache.druid.guice.annotations.Json;
import org.apache.druid.guice.annotations.Self;
import org.apache.druid.indexing.common.config.TaskConfig;
import org.apache.druid.indexing.overlord.IndexerMetadataStorageCoordinator;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.indexing.overlord.TaskStorage;
import org.apache.druid.indexing.overlord.supervisor.SupervisorManager;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.java.util.emitter.core.NoopEmitter;
import org.apache.druid.java.util.emitter.service.ServiceEmitter;
import org.apache.druid.java.util.http.client.HttpClient;
import org.apache.druid.metadata.IndexerSQLMetadataStorageCoordinator;
import org.apache.druid.metadata.MetadataStorageConnectorConfig;
import org.apache.druid.metadata.MetadataStorageTablesConfig;
import org.apache.druid.metadata.MetadataSupervisorManager;
import org.apache.druid.metadata.SQLMetadataConnector;
import org.apache.druid.metadata.segment.SqlSegmentMetadataTransactionFactory;
import org.apache.druid.metadata.segment.cache.NoopSegmentMetadataCache;
import org.apache.druid.segment.metadata.CentralizedDatasourceSchemaConfig;
import org.apache.druid.segment.metadata.SegmentSchemaManager;
import org.apache.druid.server.DruidNode;
import org.apache.druid.tasklogs.TaskLogs;

/** What the runner's factory asks Druid for: Druid's own metadata connector, and as little else as will do. */
final class OverlordBindings extends AbstractModule {
    private static final int PORT = 8090;

    private final Properties properties;
    private final String derbyUrl;
    private final TaskStorage tasks;
    private final TaskLogs deepStorage;

    /**
     * What there is to be bound.
     *
     * @param tasks what Druid's task queue knows of its tasks
     * @param deepStorage where tasks leave their statuses
     */
    OverlordBindings(Properties properties, String derbyUrl, TaskStorage tasks, TaskLogs deepStorage) {
        this.properties = properties;
        this.derbyUrl = derbyUrl;
        this.tasks = tasks;
        this.deepStorage = deepStorage;
    }

    @Override
    protected void configure() {
        ObjectMapper json = new DefaultObjectMapper();
        Supplier<MetadataStorageConnectorConfig> connector = Suppliers.ofInstance(connectorConfig(json));
        Supplier<MetadataStorageTablesConfig> tables =
                Suppliers.ofInstance(MetadataStorageTablesConfig.fromBase("druid"));
        bind(Properties.class).toInstance(properties);
        bind(ObjectMapper.class).annotatedWith(Json.class).toInstance(json);
        bind(new TypeLiteral<Supplier<MetadataStorageConnectorConfig>>() {}).toInstance(connector);
        bind(new TypeLiteral<Supplier<MetadataStorageTablesConfig>>() {}).toInstance(tables);
        CountingConnector store = new CountingConnector(connector, tables);
        bind(SQLMetadataConnector.class).toInstance(store);
        bind(CountingConnector.class).toInstance(store);
        bind(IndexerMetadataStorageCoordinator.class).toInstance(segments(json, tables.get(), store));
        bind(ExecutionConfigs.class).toInstance(executionConfigs(json, tables, store));
        bind(ServiceEmitter.class).toInstance(emitter());
        bind(TaskConfig.class).toInstance(taskConfig(json));
        bind(TaskLogs.class).toInstance(deepStorage);
        bind(TaskStorage.class).toInstance(tasks);
        bind(TaskMaster.class).toInstance(new TaskMaster(null, null));
        bind(SupervisorManager.class)
                .toInstance(new SupervisorManager(json, Unused.of(MetadataSupervisorManager.class)));
        bind(HttpClient.class).annotatedWith(EscalatedGlobal.class).toInstance(Unused.of(HttpClient.class));
        OptionalBinder.newOptionalBinder(binder(), DruidNodeDiscoveryProvider.class);
        bind(DruidNode.class)
                .annotatedWith(Self.class)
                .toInstance(new DruidNode("druid/overlord", "127.0.0.1", false, PORT, null, true, false));
    }

    private MetadataStorageConnectorConfig connectorConfig(ObjectMapper json) {
        return json.convertValue(Map.of("connectURI", derbyUrl), MetadataStorageConnectorConfig.class);
    }

    private static ServiceEmitter emitter() {
        return new ServiceEmitter("overlord", "127.0.0.1", new NoopEmitter());
    }

    /** In which nothing is said. */
    private static ExecutionConfigs executionConfigs(
            ObjectMapper json, Supplier<MetadataStorageTablesConfig> tables, SQLMetadataConnector store) {
        store.createConfigTable();
        AuditManager audits = Unused.of(AuditManager.class);
        ConfigManager manager = new ConfigManager(store, tables, Suppliers.ofInstance(new ConfigManagerConfig()));
        return new ExecutionConfigs(new JacksonConfigManager(manager, json, audits), audits, store, tables, json);
    }

    /** Druid's own, without its cache, and so without a word of who leads. */
    private static IndexerMetadataStorageCoordinator segments(
            ObjectMapper json, MetadataStorageTablesConfig tables, SQLMetadataConnector store) {
        return new IndexerSQLMetadataStorageCoordinator(
                new SqlSegmentMetadataTransactionFactory(
                        json,
                        tables,
                        store,
                        Unused.of(DruidLeaderSelector.class),
                        NoopSegmentMetadataCache.instance(),
                        emitter()),
                json,
                tables,
                store,
                new SegmentSchemaManager(tables, json, store),
                CentralizedDatasourceSchemaConfig.create());
    }

    private static TaskConfig taskConfig(ObjectMapper json) {
        try {
            return json.readValue("{}", TaskConfig.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every setting of a TaskConfig has a default", e);
        }
    }
}
