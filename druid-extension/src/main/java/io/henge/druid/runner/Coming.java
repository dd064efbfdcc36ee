package io.henge.druid.runner;

import io.henge.core.port.ClusterConnection;
import io.henge.druid.config.ClusterEntry;
import io.henge.kubernetes.call.ApiMeter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Clusters that are registered while a term lasts. Safe for use by several threads. */
interface Coming {
    /** Begins to look for them. */
    default void begin(Runnable changed) {}

    /** Looks no more. */
    default void end() {}

    /** What is to be registered now. */
    Registrations.Wanted wanted();

    /**
     * Makes a connection, which is started later.
     *
     * @param entry what its entry says at each moment
     * @param adopting whether it may hold something to adopt
     */
    ClusterConnection connect(Supplier<ClusterEntry> entry, boolean adopting, ApiMeter meter);

    /** Looks at these as the clusters of the dynamic configuration. */
    Registrations.Checked check(List<Map<String, Object>> clusters);

    /** None. */
    Coming NOBODY = new Coming() {
        @Override
        public Registrations.Wanted wanted() {
            return new Registrations.Wanted(new TreeMap<>(), new TreeMap<>());
        }

        @Override
        public ClusterConnection connect(Supplier<ClusterEntry> entry, boolean adopting, ApiMeter meter) {
            throw new IllegalStateException("Nobody registers clusters");
        }

        @Override
        public Registrations.Checked check(List<Map<String, Object>> clusters) {
            return new Registrations.Checked(new TreeMap<>(), Optional.of("Nobody registers clusters"));
        }
    };
}
