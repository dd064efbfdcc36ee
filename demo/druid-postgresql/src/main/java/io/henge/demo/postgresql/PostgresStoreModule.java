package io.henge.demo.postgresql;

import com.google.inject.Binder;
import com.google.inject.Key;
import java.util.List;
import org.apache.druid.guice.LazySingleton;
import org.apache.druid.guice.PolyBind;
import org.apache.druid.guice.SQLMetadataStorageDruidModule;
import org.apache.druid.initialization.DruidModule;
import org.apache.druid.metadata.MetadataStorageActionHandlerFactory;
import org.apache.druid.metadata.MetadataStorageConnector;
import org.apache.druid.metadata.MetadataStorageProvider;
import org.apache.druid.metadata.NoopMetadataStorageProvider;
import org.apache.druid.metadata.PostgreSQLMetadataStorageActionHandlerFactory;
import org.apache.druid.metadata.SQLMetadataConnector;

/** What {@code druid.metadata.storage.type=postgresql} leads to. */
public final class PostgresStoreModule extends SQLMetadataStorageDruidModule implements DruidModule {
    private static final String TYPE = "postgresql";

    public PostgresStoreModule() {
        super(TYPE);
    }

    @Override
    public List<? extends com.fasterxml.jackson.databind.Module> getJacksonModules() {
        return List.of();
    }

    @Override
    public void configure(Binder binder) {
        super.configure(binder);
        bind(binder, MetadataStorageProvider.class, NoopMetadataStorageProvider.class);
        bind(binder, MetadataStorageConnector.class, PostgresConnector.class);
        bind(binder, SQLMetadataConnector.class, PostgresConnector.class);
        bind(binder, MetadataStorageActionHandlerFactory.class, PostgreSQLMetadataStorageActionHandlerFactory.class);
    }

    private static <T> void bind(Binder binder, Class<T> what, Class<? extends T> choice) {
        PolyBind.optionBinder(binder, Key.get(what)).addBinding(TYPE).to(choice).in(LazySingleton.class);
    }
}
