package io.henge.druid.config;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of {@code druid.indexer.runner.type} that lead to Henge, named as Druid's own runners are. */
public enum RunnerType {
    /** One cluster, reached by the default client configuration. */
    K8S("k8s"),
    /** Those of {@code clusters[N]}. */
    MULTI_K8S("multik8s"),
    /** Either of them, and workers beside them. */
    K8S_AND_WORKER("k8sAndWorker");

    /** As peons see it: they need it to contain {@code k8s} (Druid's CliPeon). */
    private final String value;

    RunnerType(String value) {
        this.value = value;
    }

    public String value() {
        return value;
    }

    /** The type of that name, empty if it is none of Henge's. */
    public static Optional<RunnerType> of(@Nullable String value) {
        return Arrays.stream(values()).filter(type -> type.value.equals(value)).findFirst();
    }
}
