package io.henge.kubernetes.access;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The way to one API server.
 *
 * @param kubeconfig null for the default: the pod's own service account, else the user's kubeconfig
 * @param context null for the kubeconfig's current one
 * @param requestTimeout after which an unanswered request is given up, connecting included
 * @param probing how it is asked whether it answers
 * @param confinement how far the kubeconfig is trusted; null for one that the properties name
 */
public record ApiRoute(
        @Nullable Path kubeconfig,
        @Nullable String context,
        Duration requestTimeout,
        ProxySettings proxy,
        ProbePace probing,
        @Nullable Confinement confinement) {
    /** As in Druid's own runner. */
    public static final Duration REQUEST_TIMEOUT_DEFAULT = Duration.ofSeconds(10);

    /** By what the properties name. */
    public ApiRoute(@Nullable Path kubeconfig, @Nullable String context, Duration requestTimeout, ProxySettings proxy) {
        this(kubeconfig, context, requestTimeout, proxy, ProbePace.DEFAULT, null);
    }

    /** The same way, asked in that pace whether it answers. */
    public ApiRoute probed(ProbePace pace) {
        return new ApiRoute(kubeconfig, context, requestTimeout, proxy, pace, confinement);
    }

    /** The same way, by a kubeconfig that came in while the Overlord ran. */
    public ApiRoute confined(@Nullable Path file, Confinement trust) {
        return new ApiRoute(file, context, requestTimeout, proxy, probing, trust);
    }
}
