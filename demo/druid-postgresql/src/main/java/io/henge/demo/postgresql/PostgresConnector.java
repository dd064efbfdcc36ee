package io.henge.demo.postgresql;

import com.google.common.base.Supplier;
import com.google.inject.Inject;
import java.sql.SQLException;
import java.util.Locale;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.druid.metadata.MetadataStorageConnectorConfig;
import org.apache.druid.metadata.MetadataStorageTablesConfig;
import org.apache.druid.metadata.SQLMetadataConnector;
import org.apache.druid.segment.metadata.CentralizedDatasourceSchemaConfig;
import org.skife.jdbi.v2.DBI;
import org.skife.jdbi.v2.Handle;
import org.skife.jdbi.v2.util.StringMapper;

/** PostgreSQL, by Druid's own pool. */
public final class PostgresConnector extends SQLMetadataConnector {
    /** How many rows of a large result are in memory at a time. */
    private static final int FETCH_SIZE = 100;

    /** Connection trouble, too few resources, and whatever an operator did to the server. */
    private static final String TRANSIENT = "08|53|57";

    private final DBI dbi;

    @Inject
    PostgresConnector(
            Supplier<MetadataStorageConnectorConfig> config,
            Supplier<MetadataStorageTablesConfig> tables,
            CentralizedDatasourceSchemaConfig schemas) {
        super(config, tables, schemas);
        BasicDataSource pool = getDatasource();
        pool.setDriverClassLoader(PostgresConnector.class.getClassLoader());
        pool.setDriverClassName("org.postgresql.Driver");
        this.dbi = new DBI(pool);
    }

    @Override
    public DBI getDBI() {
        return dbi;
    }

    @Override
    public String getPayloadType() {
        return "BYTEA";
    }

    @Override
    public String getSerialType() {
        return "BIGSERIAL";
    }

    @Override
    public String getQuoteString() {
        return "\"";
    }

    @Override
    public int getStreamingFetchSize() {
        return FETCH_SIZE;
    }

    @Override
    public String limitClause(int limit) {
        return "LIMIT " + limit;
    }

    @Override
    public boolean tableExists(Handle handle, String table) {
        return !handle.createQuery("SELECT tablename FROM pg_catalog.pg_tables"
                        + " WHERE schemaname = ANY (current_schemas(false)) AND tablename = :table")
                .bind("table", table.toLowerCase(Locale.ROOT))
                .map(StringMapper.FIRST)
                .list()
                .isEmpty();
    }

    @Override
    protected boolean connectorIsTransientException(Throwable failure) {
        return failure instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().matches("(" + TRANSIENT + ").*");
    }
}
