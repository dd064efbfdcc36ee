package io.henge.users;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;
import org.apache.druid.server.security.AuthConfig;
import org.apache.druid.server.security.AuthenticationResult;
import org.apache.druid.server.security.Authenticator;
import org.jspecify.annotations.Nullable;

/** Takes who asks from a cookie, which browsers send with all that a page asks for. Whoever sends none stays unknown. */
@JsonTypeName(TestUsersModule.TYPE)
public final class CookieAuthenticator implements Authenticator {
    /** The cookie's name; its value is that of a {@link TestUser}. */
    static final String COOKIE = "henge-test-user";

    /** Sets what Druid looks for at the end of the chain. */
    private static final class Recognition implements Filter {
        @Override
        public void init(FilterConfig config) {
            // It needs none.
        }

        @Override
        public void destroy() {
            // It holds nothing.
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            user((HttpServletRequest) request)
                    .ifPresent(user -> request.setAttribute(
                            AuthConfig.DRUID_AUTHENTICATION_RESULT,
                            new AuthenticationResult(
                                    user.identity(), TestUsersModule.TYPE, TestUsersModule.TYPE, Map.of())));
            chain.doFilter(request, response);
        }

        private static Optional<TestUser> user(HttpServletRequest request) {
            Cookie @Nullable [] cookies = request.getCookies();
            return cookies == null
                    ? Optional.empty()
                    : Arrays.stream(cookies)
                            .filter(cookie -> cookie.getName().equals(COOKIE))
                            .findFirst()
                            .flatMap(cookie -> TestUser.of(cookie.getValue()));
        }
    }

    @Override
    public Filter getFilter() {
        return new Recognition();
    }

    @Override
    public Class<? extends Filter> getFilterClass() {
        return Recognition.class;
    }

    @Override
    public Map<String, String> getInitParameters() {
        return Map.of();
    }

    /** Deprecated, and still all that there is to say. */
    @Override
    @SuppressWarnings("deprecation")
    public String getPath() {
        return "/*";
    }

    @Override
    public EnumSet<DispatcherType> getDispatcherType() {
        return EnumSet.of(DispatcherType.REQUEST);
    }

    @Override
    public @Nullable String getAuthChallengeHeader() {
        return null;
    }

    @Override
    public @Nullable AuthenticationResult authenticateJDBCContext(Map<String, Object> context) {
        return null;
    }
}
