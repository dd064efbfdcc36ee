package io.henge.kubernetes.access;

import com.google.common.base.Splitter;
import io.fabric8.kubernetes.client.utils.Utils;
import java.net.URI;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that the process's environment names, by the rules of kubectl, which are those of Go (package {@code
 * golang.org/x/net/http/httpproxy}): {@code HTTPS_PROXY} for a server with {@code https}, {@code HTTP_PROXY} for one with {@code
 * http}, each also in small letters, neither for {@code localhost}, a loopback address, or what {@code NO_PROXY} matches.
 *
 * @param http null for none
 * @param https null for none
 * @param noProxy what is reached directly
 */
record ProxyEnvironment(@Nullable String http, @Nullable String https, NoProxy noProxy) {
    /** The environment's variables, each overridden by a system property as elsewhere in fabric8, such as {@code https.proxy}. */
    static ProxyEnvironment ofProcess() {
        return of(name -> {
            @Nullable
            String property = System.getProperty(name.toLowerCase(Locale.ROOT).replace('_', '.'));
            return property == null ? Utils.getEnvVar(name, null) : property;
        });
    }

    /** @param variables by the name of each its value, null for none */
    static ProxyEnvironment of(UnaryOperator<@Nullable String> variables) {
        @Nullable String noProxy = first(variables, "NO_PROXY");
        return new ProxyEnvironment(
                first(variables, "HTTP_PROXY"),
                first(variables, "HTTPS_PROXY"),
                new NoProxy(Splitter.on(',').splitToList(noProxy == null ? "" : noProxy)));
    }

    private static @Nullable String first(UnaryOperator<@Nullable String> variables, String name) {
        return Stream.of(name, name.toLowerCase(Locale.ROOT))
                .flatMap(either -> Stream.ofNullable(variables.apply(either)))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** The proxy on the way to that server, with a scheme; null for none. */
    @Nullable
    String to(URI server) {
        @Nullable String proxy = "https".equalsIgnoreCase(server.getScheme()) ? https : http;
        if (proxy == null || NoProxy.isLoopback(server) || noProxy.matches(server)) {
            return null;
        }
        return proxy.contains("://") ? proxy : "http://" + proxy;
    }
}
