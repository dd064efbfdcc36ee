package io.henge.kubernetes.access;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import io.henge.core.attempt.ClusterName;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.ApiFailures;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.call.Identity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Opens API clients: one per cluster, on an executor of that cluster, without retries of fabric8's own. */
public final class ClientFactory {
    private static final String NOWHERE = "nowhere";

    /** Before the version, as what API servers write down begins. */
    private static final String AGENT = "henge";

    /** Another one, so that what is counted of us is what the tasks cost. */
    private static final String PROBE_AGENT = "henge-probe";

    private ClientFactory() {}

    /** Reads the configuration once and builds a client, without any request. */
    public static Api open(ClusterSettings settings, Executor http, ApiMeter meter)
            throws KubeconfigException, InterruptedException {
        return open(
                new AccessReader(settings, InstantSource.system()).read(false),
                settings,
                http,
                (verb, code, took, retryAfter) -> meter.answered(settings.name(), verb, code, took));
    }

    /**
     * Builds a client, without any request.
     *
     * @param http runs the HTTP client's work
     */
    public static Api open(Access access, ClusterSettings settings, Executor http, Api.Meter meter)
            throws KubeconfigException {
        Identity identity = new Identity();
        identity.become(access.headers());
        return new Api(
                identity,
                lineOf(access, settings, identity, http),
                settings.route().requestTimeout(),
                meter);
    }

    /** Builds a client that leads nowhere, and lets go of it, so that what that needs is loaded when clients are built. */
    public static void rehearse() throws KubeconfigException {
        ClusterSettings nowhere = new ClusterSettings(
                NOWHERE,
                new ClusterName(NOWHERE),
                new ApiRoute(null, null, ApiRoute.REQUEST_TIMEOUT_DEFAULT, ProxySettings.NONE),
                NOWHERE,
                NOWHERE,
                false);
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("https://127.0.0.1/")
                .build();
        lineOf(Access.plain(config, null), nowhere, new Identity(), Runnable::run)
                .http()
                .close();
    }

    /** What carries the requests to where {@code access} leads. */
    public static Api.Line lineOf(Access access, ClusterSettings settings, Identity identity, Executor http)
            throws KubeconfigException {
        return lineOf(access, settings, identity, AGENT, tls -> new OnExecutor(http, tls));
    }

    /** What carries only questions whether anybody answers there, on connections of its own; API servers know them by their user agent. */
    public static Api.Line probeLineOf(Access access, ClusterSettings settings, Identity identity, Executor http)
            throws KubeconfigException {
        return lineOf(access, settings, identity, PROBE_AGENT, tls -> new Probing(http, tls));
    }

    private static Api.Line lineOf(
            Access access,
            ClusterSettings settings,
            Identity identity,
            String agent,
            Function<SSLContext, JdkHttpClientFactory> clients)
            throws KubeconfigException {
        try {
            Config config = configure(access, settings);
            config.setUserAgent(agent + "/" + version());
            SSLContext tls = tls(access, config);
            forgetClientKey(config);
            HttpClient.Builder builder = clients.apply(tls).newBuilder(config);
            // fabric8's own reads the configuration again with every refusal, and sends the request once more.
            builder.addOrReplaceInterceptor(TokenRefreshInterceptor.NAME, identity);
            return new Api.Line(builder.build(), config.getMasterUrl());
        } catch (ClientKey.Refused e) {
            throw new KubeconfigException(
                    settings.key() + ": no client can be made of " + sourceOf(settings) + ": " + e.getMessage(), e);
        } catch (RuntimeException | GeneralSecurityException | IOException e) {
            // fabric8 promises no type here: certificates, addresses and proxies each fail in their own way.
            throw new KubeconfigException(
                    settings.key() + ": no client can be made of " + sourceOf(settings) + " ("
                            + ApiFailures.named(ApiFailures.rootOf(e)) + "). Give a kubeconfig that kubectl accepts.",
                    e);
        }
    }

    private static String sourceOf(ClusterSettings settings) {
        if (settings.route().confinement() != null && settings.route().kubeconfig() == null) {
            return "its kubeconfig";
        }
        return settings.route().kubeconfig() == null
                ? "the default configuration"
                : settings.route().kubeconfig().toString();
    }

    /** What TLS shows of us, and whom it takes for the server. */
    private static SSLContext tls(Access access, Config config)
            throws ClientKey.Refused, GeneralSecurityException, IOException {
        @Nullable String certificate = config.getClientCertData();
        @Nullable String key = config.getClientKeyData();
        KeyManager[] keys = certificate == null || certificate.isEmpty() || key == null || key.isEmpty()
                ? SSLUtils.keyManagers(config)
                : ClientKey.managers(certificate, key);
        SSLContext tls = SSLUtils.sslContext(keys, SSLUtils.trustManagers(config));
        return access.tlsServerName() == null ? tls : ServerNamedTls.over(tls, access.tlsServerName());
    }

    /** So that fabric8 does not read it, which knows fewer kinds of keys. */
    private static void forgetClientKey(Config config) {
        config.setClientCertData(null);
        config.setClientKeyData(null);
        config.setClientCertFile(null);
        config.setClientKeyFile(null);
    }

    static Config configure(Access access, ClusterSettings settings) throws KubeconfigException {
        int timeoutMillis = Math.toIntExact(settings.route().requestTimeout().toMillis());
        Config own = new ConfigBuilder(access.config())
                .withNamespace(settings.namespace())
                .withConnectionTimeout(timeoutMillis)
                .withRequestTimeout(timeoutMillis)
                .withRequestRetryBackoffLimit(0)
                // With HTTP/1.1, a request that times out takes its dead connection with it.
                .withHttp2Disable(true)
                .build();
        // Not by the builder, which takes an absent proxy for one that is to be looked for in the environment.
        ProxyRoute.to(own.getMasterUrl(), settings, access, ProxyEnvironment.ofProcess())
                .setOn(own, settings.route().proxy());
        return own;
    }

    private static String version() {
        String version = ClientFactory.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    /** The JDK's client on a given executor, where fabric8 would make an unbounded pool. */
    private static class OnExecutor extends JdkHttpClientFactory {
        private final Executor executor;
        private final SSLContext tls;

        OnExecutor(Executor executor, SSLContext tls) {
            this.executor = executor;
            this.tls = tls;
        }

        @Override
        protected void additionalConfig(java.net.http.HttpClient.Builder builder) {
            builder.sslContext(tls);
        }

        @Override
        protected java.net.http.HttpClient.Builder createNewHttpClientBuilder() {
            return java.net.http.HttpClient.newBuilder().executor(executor);
        }
    }

    /** One that does not go where it is sent on to: what answers there is another server. */
    private static final class Probing extends OnExecutor {
        Probing(Executor executor, SSLContext tls) {
            super(executor, tls);
        }

        @Override
        protected void additionalConfig(java.net.http.HttpClient.Builder builder) {
            super.additionalConfig(builder);
            builder.followRedirects(java.net.http.HttpClient.Redirect.NEVER);
        }
    }
}
