package io.henge.kubernetes.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Opens fabric8 clients: one per cluster, on executors of that cluster, without retries of fabric8's own. */
final class ClientFactory {
    /** Doubles five times (fabric8): a watch that cannot be opened is tried at least every 8 s. */
    private static final Duration WATCH_RECONNECT_FIRST = Duration.ofMillis(250);

    private ClientFactory() {}

    /**
     * Reads the configuration and builds a client, without any request.
     *
     * @param http runs the HTTP client's work
     * @param watches runs the informers' work
     */
    static KubernetesClient open(ClusterSettings settings, Executor http, Executor watches) throws KubeconfigException {
        Config config = configure(settings);
        try {
            return new KubernetesClientBuilder()
                    .withConfig(config)
                    .withHttpClientFactory(new OnExecutor(http))
                    .withTaskExecutor(watches)
                    .build();
        } catch (KubernetesClientException e) {
            throw new KubeconfigException(
                    settings.key() + ": no client can be made of the configuration (" + ApiFailures.sentence(e)
                            + "). Give a kubeconfig that kubectl accepts.",
                    e);
        }
    }

    private static Config configure(ClusterSettings settings) throws KubeconfigException {
        Config config = settings.kubeconfig() == null
                ? Config.autoConfigure(settings.context())
                : new Kubeconfig(settings.key(), settings.kubeconfig(), settings.context()).read();
        int timeoutMillis = Math.toIntExact(settings.requestTimeout().toMillis());
        ConfigBuilder builder = new ConfigBuilder(config)
                .withNamespace(settings.namespace())
                .withConnectionTimeout(timeoutMillis)
                .withRequestTimeout(timeoutMillis)
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectInterval(Math.toIntExact(WATCH_RECONNECT_FIRST.toMillis()))
                .withWatchReconnectLimit(-1)
                // With HTTP/1.1, a request that times out takes its dead connection with it.
                .withHttp2Disable(true)
                .withUserAgent("henge/" + version());
        if (settings.disableClientProxy()) {
            builder.withHttpProxy(null).withHttpsProxy(null);
        }
        return builder.build();
    }

    private static String version() {
        String version = ClientFactory.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    /** The JDK's client on a given executor, where fabric8 would make an unbounded pool. */
    private static final class OnExecutor extends JdkHttpClientFactory {
        private final Executor executor;

        OnExecutor(Executor executor) {
            this.executor = executor;
        }

        @Override
        protected HttpClient.Builder createNewHttpClientBuilder() {
            return HttpClient.newBuilder().executor(executor);
        }
    }
}
