package io.henge.kubernetes.joining;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.henge.core.attempt.ClusterName;
import io.henge.kubernetes.access.Access;
import io.henge.kubernetes.access.ApiRoute;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.access.ProxySettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How whoever runs the command gets to one of the two clusters, as kubectl would.
 *
 * @param kubeconfig null for the user's own
 * @param context null for the current one
 * @param option by which the context is given
 */
public record ContextRoute(
        @Nullable Path kubeconfig, @Nullable String context, String option) {
    /** For people. */
    String shown() {
        return context == null ? "the current context" : "context[" + context + "]";
    }

    ClusterSettings settings(ClusterName cluster) {
        ApiRoute route = new ApiRoute(kubeconfig, context, ApiRoute.REQUEST_TIMEOUT_DEFAULT, ProxySettings.ENVIRONMENT);
        return new ClusterSettings(shown(), cluster, route, "default", "", false);
    }

    /** Without any kubeconfig, a pod's own service account would be taken, whatever the context is called. */
    void refuseOther(Access access) throws NotDoneException {
        @Nullable NamedContext found = access.config().getCurrentContext();
        if (context != null && (found == null || !context.equals(found.getName()))) {
            throw NotDoneException.refused(option + ": there is no kubeconfig that could have " + shown()
                    + ". Give one as --kubeconfig, or set KUBECONFIG.");
        }
    }

    /** What is said of properties, said of options. */
    String inOptions(String sentence) {
        return sentence.replace(shown() + ".kubeconfigPath", "--kubeconfig")
                .replace(shown() + ".context", option)
                .replace("leave the key out to use the default configuration", "leave it out to use your own")
                .replace("Give the Overlord's user read access", "Give yourself read access")
                .replace("that the Overlord's user can read", "that you can read")
                .replace("as the Overlord's user", "yourself");
    }

    /** How kubectl is told of it, with a space behind it. */
    String kubectl() {
        return "kubectl " + (kubeconfig == null ? "" : "--kubeconfig " + kubeconfig + " ")
                + (context == null ? "" : "--context " + context + " ");
    }
}
