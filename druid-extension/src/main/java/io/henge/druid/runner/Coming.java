package io.henge.druid.runner;

import io.henge.core.port.ClusterConnection;
import io.henge.druid.config.ClusterEntry;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.connection.RegistrationSecrets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Clusters that are registered while one term lasts, with the watch of the Secrets that register them. Safe for use by several
 * threads.
 */
final class Coming implements AutoCloseable {
    private final Registrations registrations;
    private final Connecting connecting;
    private final @Nullable ClusterSettings own;

    /** Published once it is watched. */
    private volatile @Nullable RegistrationSecrets secrets;

    /** Guarded by this: nothing is watched after the end. */
    private boolean over;

    /** How one of them is reached. */
    interface Connecting {
        /**
         * Makes a connection, which is started later.
         *
         * @param entry what its entry says at each moment
         * @param adopting whether it may hold something to adopt
         */
        ClusterConnection connect(Supplier<ClusterEntry> entry, boolean adopting, ApiMeter meter);
    }

    /**
     * Watches nothing yet.
     *
     * @param reading makes entries of Secrets, and of what else there is
     * @param own how the Overlord's own cluster is reached, where its Secrets register clusters; null where none do
     */
    Coming(
            Function<Supplier<List<RegistrationSecrets.Found>>, Registrations> reading,
            Connecting connecting,
            @Nullable ClusterSettings own) {
        this.registrations = reading.apply(this::secrets);
        this.connecting = connecting;
        this.own = own;
    }

    /**
     * Begins to look for them, unless the term is over.
     *
     * @param changed called when something else is registered
     */
    synchronized void begin(Runnable changed) {
        if (own != null && !over) {
            RegistrationSecrets watched = new RegistrationSecrets(own, changed);
            secrets = watched;
            watched.start();
        }
    }

    private List<RegistrationSecrets.Found> secrets() {
        @Nullable RegistrationSecrets present = secrets;
        return present == null ? List.of() : present.found();
    }

    /** What is to be registered now. */
    Registrations.Wanted wanted() {
        return registrations.wanted();
    }

    /** Looks at these as the clusters of the dynamic configuration. */
    Registrations.Checked check(List<Map<String, Object>> clusters) {
        return registrations.check(clusters);
    }

    /** As {@link Connecting}. */
    ClusterConnection connect(Supplier<ClusterEntry> entry, boolean adopting, ApiMeter meter) {
        return connecting.connect(entry, adopting, meter);
    }

    /** Looks no more; what was found last stays. */
    @Override
    public void close() {
        @Nullable RegistrationSecrets watched;
        synchronized (this) {
            over = true;
            watched = secrets;
        }
        if (watched != null) {
            watched.close();
        }
    }
}
