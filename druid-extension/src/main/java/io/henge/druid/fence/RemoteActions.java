package io.henge.druid.fence;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import org.apache.druid.server.initialization.jetty.ServletFilterHolder;
import org.jspecify.annotations.Nullable;

/**
 * Marks the threads that serve a task action sent by a peon. The task queue asks for actions in the same way, but for a
 * task that was not shipped and so has no token.
 */
public final class RemoteActions implements ServletFilterHolder, Filter {
    private static final String PATH = "/druid/indexer/v1/action";

    private static final ThreadLocal<Boolean> REMOTE = ThreadLocal.withInitial(() -> false);

    static boolean isServedHere() {
        return REMOTE.get();
    }

    /** Runs {@code work} as if a peon had asked for it. */
    static void serve(Work work) throws IOException, ServletException {
        REMOTE.set(true);
        try {
            work.run();
        } finally {
            REMOTE.remove();
        }
    }

    /** What a request leads to. */
    interface Work {
        void run() throws IOException, ServletException;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        serve(() -> chain.doFilter(request, response));
    }

    @Override
    public void init(FilterConfig config) {
        // Nothing is configured.
    }

    @Override
    public void destroy() {
        // Nothing is held.
    }

    @Override
    public Filter getFilter() {
        return this;
    }

    @Override
    public Class<? extends Filter> getFilterClass() {
        return RemoteActions.class;
    }

    @Override
    public Map<String, String> getInitParameters() {
        return Map.of();
    }

    @Override
    public String[] getPaths() {
        return new String[] {PATH};
    }

    @Override
    @Deprecated
    public String getPath() {
        return PATH;
    }

    @Override
    public @Nullable EnumSet<DispatcherType> getDispatcherType() {
        return null;
    }
}
