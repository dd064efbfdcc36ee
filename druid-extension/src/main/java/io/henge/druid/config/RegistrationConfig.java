package io.henge.druid.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is allowed to clusters that are registered while the Overlord runs.
 *
 * @param kubeconfigs the directory below which their kubeconfigs are; null where none may be named
 * @param secretsIn the Overlord's own namespace, where its Secrets register clusters; null where none do
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
                common.flag("registration.secrets") ? namespace(common) : null,
                common.flag("registration.allowExec"),
                common.flag("registration.allowFiles"));
    }

    private static @Nullable String namespace(Section common) {
        @Nullable String named = common.text("overlordNamespace");
        if (named != null) {
            return named;
        }
        try {
            return Files.readString(OWN_NAMESPACE).strip();
        } catch (IOException e) {
            common.bag()
                    .complain(
                            common.spelled("overlordNamespace"),
                            null,
                            "Give the namespace of the Overlord's own pod, where Secrets register clusters.");
            return null;
        }
    }
}
