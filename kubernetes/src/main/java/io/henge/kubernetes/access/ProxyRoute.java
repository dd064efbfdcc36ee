package io.henge.kubernetes.access;

import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy is on the way to one API server: the one that the cluster's own properties name, else the {@code proxy-url} of its
 * kubeconfig, else, unless that is switched off, the environment's.
 *
 * @param proxy null for none
 */
record ProxyRoute(@Nullable URI proxy) {
    private static final int HTTP_PORT = 80;
    private static final ProxyRoute NONE = new ProxyRoute(null);

    /** @throws KubeconfigException if there is to be a proxy of a kind that the client does not speak to */
    static ProxyRoute to(String server, ClusterSettings settings, Access access, ProxyEnvironment environment)
            throws KubeconfigException {
        ProxySettings own = settings.route().proxy();
        URI target = URI.create(server);
        if (own.isSet()) {
            @Nullable String named = "https".equalsIgnoreCase(target.getScheme()) ? own.https() : own.http();
            if (named == null || new NoProxy(own.noProxy()).matches(target)) {
                return NONE;
            }
            // Spoken to in plain HTTP, as by Druid's own runner, also where the URL says https.
            return of(named.replaceFirst("^https:", "http:"), settings.key(), "its own properties");
        }
        if (access.proxyUrl() != null) {
            return of(access.proxyUrl(), settings.key(), "its kubeconfig");
        }
        @Nullable String named = own.ignoreEnvironment() ? null : environment.to(target);
        return named == null ? NONE : of(named, settings.key(), "the environment");
    }

    private static ProxyRoute of(String url, String key, String source) throws KubeconfigException {
        Optional<URI> proxy = parse(url);
        if (proxy.isEmpty()) {
            throw new KubeconfigException(
                    key + ": the proxy[" + shown(url) + "] that " + source + " names cannot be used. " + EXPECTED,
                    null);
        }
        return new ProxyRoute(proxy.get());
    }

    /** What a proxy's URL has to be, as sentences. */
    static final String EXPECTED = "Expected the URL of a proxy that speaks HTTP, such as http://proxy:3128. "
            + "Proxies that are spoken to with SOCKS or TLS are not supported.";

    /** With its port; empty if the client cannot speak to it. */
    static Optional<URI> parse(String url) {
        try {
            URI proxy = new URI(url);
            if (!"http".equalsIgnoreCase(proxy.getScheme()) || proxy.getHost() == null) {
                return Optional.empty();
            }
            return Optional.of(
                    proxy.getPort() > 0
                            ? proxy
                            : new URI("http", proxy.getUserInfo(), proxy.getHost(), HTTP_PORT, null, null, null));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Without a password. */
    static String shown(String url) {
        return url.replaceAll("//[^@/]*@", "//…@");
    }

    void setOn(Config config, ProxySettings own) {
        @Nullable String url = proxy == null ? null : proxy.toString();
        config.setHttpProxy(url);
        config.setHttpsProxy(url);
        config.setNoProxy(new String[0]);
        config.setProxyUsername(proxy == null || !own.isSet() ? null : own.user());
        config.setProxyPassword(proxy == null || !own.isSet() ? null : own.password());
    }
}
