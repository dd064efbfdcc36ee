package io.henge.bench.overlord;

import com.google.common.base.Supplier;
import java.util.concurrent.atomic.LongAdder;
import org.apache.druid.metadata.MetadataStorageConnectorConfig;
import org.apache.druid.metadata.MetadataStorageTablesConfig;
import org.apache.druid.metadata.NoopMetadataStorageProvider;
import org.apache.druid.metadata.storage.derby.DerbyConnector;
import org.apache.druid.segment.metadata.CentralizedDatasourceSchemaConfig;
import org.skife.jdbi.v2.DBI;

/** Druid's connector to Derby, which counts how often somebody turns to the store. */
final class CountingConnector extends DerbyConnector {
    private final LongAdder turns = new LongAdder();

    CountingConnector(Supplier<MetadataStorageConnectorConfig> config, Supplier<MetadataStorageTablesConfig> tables) {
        super(new NoopMetadataStorageProvider().get(), config, tables, CentralizedDatasourceSchemaConfig.create());
    }

    /** How often, from the beginning. Every read and write of Druid and of Henge begins with asking for this. */
    long turns() {
        return turns.sum();
    }

    @Override
    public DBI getDBI() {
        turns.increment();
        return super.getDBI();
    }
}
