package io.henge.druid.rest;

import java.lang.reflect.Proxy;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import org.apache.druid.audit.AuditManager;
import org.apache.druid.server.security.AuthConfig;
import org.apache.druid.server.security.AuthenticationResult;
import org.jspecify.annotations.Nullable;

/** Requests that say who asks and why, and nothing else. */
final class AuthoredRequests {
    private AuthoredRequests() {}

    static HttpServletRequest of(String author, String comment) {
        Map<String, String> headers =
                Map.of(AuditManager.X_DRUID_AUTHOR, author, AuditManager.X_DRUID_COMMENT, comment);
        return (HttpServletRequest) Proxy.newProxyInstance(
                AuthoredRequests.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> answer(method.getName(), arguments, headers, author));
    }

    private static @Nullable Object answer(
            String method, @Nullable Object @Nullable [] arguments, Map<String, String> headers, String author) {
        return switch (method) {
            case "getHeader" -> headers.get(String.valueOf(arguments == null ? null : arguments[0]));
            case "getRemoteAddr" -> "127.0.0.1";
            case "getAttribute" ->
                arguments != null && AuthConfig.DRUID_AUTHENTICATION_RESULT.equals(arguments[0])
                        ? new AuthenticationResult(author, "test", null, null)
                        : null;
            default -> throw new UnsupportedOperationException(method);
        };
    }
}
