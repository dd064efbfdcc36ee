package io.henge.discovery;

import com.google.inject.Binder;
import com.google.inject.Key;
import com.google.inject.Provides;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.druid.client.coordinator.Coordinator;
import org.apache.druid.client.indexing.IndexingService;
import org.apache.druid.discovery.DruidLeaderSelector;
import org.apache.druid.discovery.DruidNodeAnnouncer;
import org.apache.druid.discovery.DruidNodeDiscoveryProvider;
import org.apache.druid.guice.LazySingleton;
import org.apache.druid.guice.PolyBind;
import org.apache.druid.guice.annotations.Self;
import org.apache.druid.initialization.DruidModule;
import org.apache.druid.server.DruidNode;

/** What {@code druid.discovery.type=lease} means; {@code druid.discovery.lease.directory} names the shared directory. */
public final class LeaseDiscoveryModule implements DruidModule {
    private static final String TYPE = "lease";

    private static final String DIRECTORY = "druid.discovery.lease.directory";

    @Override
    public void configure(Binder binder) {
        PolyBind.optionBinder(binder, Key.get(DruidNodeAnnouncer.class))
                .addBinding(TYPE)
                .to(NodeFileAnnouncer.class)
                .in(LazySingleton.class);
        PolyBind.optionBinder(binder, Key.get(DruidNodeDiscoveryProvider.class))
                .addBinding(TYPE)
                .to(NodeFileDiscovery.class)
                .in(LazySingleton.class);
        PolyBind.optionBinder(binder, Key.get(DruidLeaderSelector.class, Coordinator.class))
                .addBinding(TYPE)
                .to(Key.get(LeaseLeaderSelector.class, Coordinator.class));
        PolyBind.optionBinder(binder, Key.get(DruidLeaderSelector.class, IndexingService.class))
                .addBinding(TYPE)
                .to(Key.get(LeaseLeaderSelector.class, IndexingService.class));
    }

    @Provides
    @LazySingleton
    @Coordinator
    LeaseLeaderSelector coordinators(Properties properties, @Self DruidNode self) {
        return selector(properties, "coordinator", self);
    }

    @Provides
    @LazySingleton
    @IndexingService
    LeaseLeaderSelector overlords(Properties properties, @Self DruidNode self) {
        return selector(properties, "overlord", self);
    }

    @Provides
    @LazySingleton
    NodeFiles nodes(Properties properties) {
        return new NodeFiles(directory(properties).resolve("nodes"));
    }

    private static LeaseLeaderSelector selector(Properties properties, String name, DruidNode self) {
        String url = self.getServiceScheme() + "://" + self.getHostAndPortToUse();
        return new LeaseLeaderSelector(
                new LeaseFiles(directory(properties).resolve("lease-" + name)),
                url,
                System::nanoTime,
                LeaseDiscoveryModule::endProcess);
    }

    /** What is done when a listener has failed: whoever started the process is to start it anew. */
    private static void endProcess() {
        System.exit(1);
    }

    private static Path directory(Properties properties) {
        String directory = properties.getProperty(DIRECTORY);
        if (directory == null) {
            throw new IllegalArgumentException(
                    "`" + DIRECTORY + "` is not set. Give a directory that all processes share.");
        }
        return Path.of(directory);
    }
}
