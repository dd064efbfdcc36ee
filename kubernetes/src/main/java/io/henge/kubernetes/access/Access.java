package io.henge.kubernetes.access;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an API server is reached and who we are there, as files and programs said at one time.
 *
 * @param config server and certificates, all by value: it names no file that could change under it
 * @param token null for none
 * @param foreign whether fabric8 gets tokens by itself, as of old from an {@code auth-provider}
 */
public record Access(Config config, @Nullable String token, boolean foreign) {
    /** Whether {@code other} is the same server, seen by the same TLS: at most the token is another. */
    public boolean isSameWay(Access other) {
        return way().equals(other.way());
    }

    boolean isSame(Access other) {
        return isSameWay(other) && Objects.equals(header(), other.header());
    }

    /** What the header {@code Authorization} says, null for nothing. */
    public @Nullable String header() {
        if (token != null) {
            return "Bearer " + token;
        }
        return config.getUsername() == null || config.getPassword() == null
                ? null
                : HttpClientUtils.basicCredentials(config.getUsername(), config.getPassword());
    }

    private List<@Nullable Object> way() {
        return Arrays.asList(
                config.getMasterUrl(),
                config.isTrustCerts(),
                config.getCaCertData(),
                config.getClientCertData(),
                config.getClientKeyData(),
                config.getHttpProxy(),
                config.getHttpsProxy(),
                foreign ? config.getAutoOAuthToken() : null);
    }

    /** Without what it is about. */
    @Override
    public String toString() {
        return "server[" + config.getMasterUrl() + "]";
    }
}
