package io.henge.druid.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is allowed to clusters that are registered while the Overlord runs.
 *
 * @param kubeconfigs the directory below which their kubeconfigs are; null where none may be named
 * @param secretsIn the Overlord's own namespace, where its Secrets register clusters; empty for that of the pod that it runs
 *     in, null where none do
 * @param allowExec whether their kubeconfigs may name programs
 * @param allowFiles whether they may name other files
 */
public record RegistrationConfig(
        @Nullable Path kubeconfigs, @Nullable String secretsIn, boolean allowExec, boolean allowFiles) {
    /** Where every pod finds the name of its namespace. */
    private static final Path OWN_NAMESPACE = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

    static RegistrationConfig read(Section common) {
        return new RegistrationConfig(
                common.path("registration.kubeconfigDirectory"),
                common.flag("registration.secrets") ? common.text("overlordNamespace", "") : null,
                common.flag("registration.allowExec"),
                common.flag("registration.allowFiles"));
    }

    /**
     * Where Secrets register clusters, for the Overlord itself: whoever reads its properties elsewhere does not know.
     *
     * @throws ConfigException if that is the namespace of its own pod, and it runs in none
     */
    public @Nullable String secretsNamespace() {
        if (secretsIn == null || !secretsIn.isEmpty()) {
            return secretsIn;
        }
        try {
            return Files.readString(OWN_NAMESPACE).strip();
        } catch (IOException e) {
            throw new ConfigException(List.of("`" + RunnerConfigReader.PREFIX
                    + "overlordNamespace` is not set. Give the namespace of the Overlord's own pod, where Secrets register"
                    + " clusters."));
        }
    }
}
