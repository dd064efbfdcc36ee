package io.henge.kubernetes.access;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How an API server is reached and who we are there, as files and programs said at one time.
 *
 * @param config server and certificates, all by value: it names no file that could change under it
 * @param token null for none
 * @param impersonation the headers by which requests ask to be taken for somebody else's
 * @param tlsServerName whose certificate the server has to show; null for the host of its URL
 * @param proxyUrl the proxy that the kubeconfig names, null for none
 * @param asksAnew whether a program gives the credentials, and is asked for others before they run out
 */
public record Access(
        Config config,
        @Nullable String token,
        Map<String, List<String>> impersonation,
        @Nullable String tlsServerName,
        @Nullable String proxyUrl,
        boolean asksAnew) {
    public Access {
        impersonation = Map.copyOf(impersonation);
    }

    /** What there is to read now, for whoever does not go on reading. */
    public static Access now(ClusterSettings settings) throws KubeconfigException, InterruptedException {
        return new AccessReader(settings, InstantSource.system()).read(false);
    }

    /** Of a configuration that says no more. */
    static Access plain(Config config, @Nullable String token) {
        return new Access(config, token, Map.of(), null, null, false);
    }

    Access withToken(@Nullable String other) {
        return new Access(config, other, impersonation, tlsServerName, proxyUrl, asksAnew);
    }

    /** When the credentials are of no use any more unless somebody renews them; null where that is not known, or nobody has to. */
    public @Nullable Instant expires() {
        return asksAnew ? null : CredentialExpiry.of(config.getClientCertData(), token);
    }

    /** Whether {@code other} is the same server, seen by the same TLS: at most who we are is another. */
    public boolean isSameWay(Access other) {
        return way().equals(other.way());
    }

    boolean isSame(Access other) {
        return isSameWay(other) && headers().equals(other.headers());
    }

    /** The headers of each request that say who we are, by their names. */
    public Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new TreeMap<>(impersonation);
        @Nullable String authorization = authorization();
        if (authorization != null) {
            headers.put("Authorization", List.of(authorization));
        }
        return headers;
    }

    /** What the header {@code Authorization} says, null for nothing. */
    @Nullable
    String authorization() {
        if (token != null) {
            return "Bearer " + token;
        }
        return config.getUsername() == null
                ? null
                : HttpClientUtils.basicCredentials(
                        config.getUsername(), Objects.requireNonNullElse(config.getPassword(), ""));
    }

    private List<@Nullable Object> way() {
        return Arrays.asList(
                config.getMasterUrl(),
                config.isTrustCerts(),
                config.getCaCertData(),
                config.getClientCertData(),
                config.getClientKeyData(),
                tlsServerName,
                proxyUrl);
    }

    /** Without what it is about. */
    @Override
    public String toString() {
        return "server[" + config.getMasterUrl() + "]";
    }
}
