package io.henge.kubernetes.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proxy between the Overlord and one API server.
 *
 * @param ignoreEnvironment whether proxy settings of the environment count for nothing
 * @param http URL of the proxy for {@code http}, null for none
 * @param https URL of the proxy for {@code https}, null for none
 * @param noProxy hosts that are reached directly
 */
public record ProxySettings(
        boolean ignoreEnvironment,
        @Nullable String http,
        @Nullable String https,
        List<String> noProxy,
        @Nullable String user,
        @Nullable String password) {
    /** What the environment says. */
    public static final ProxySettings ENVIRONMENT = new ProxySettings(false, null, null, List.of(), null, null);

    /** None, whatever the environment says. */
    public static final ProxySettings NONE = new ProxySettings(true, null, null, List.of(), null, null);

    public ProxySettings {
        noProxy = List.copyOf(noProxy);
    }

    boolean isSet() {
        return http != null || https != null;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "http[" + http + "] https[" + https + "] noProxy" + noProxy;
    }
}
