package io.henge.druid.fence;

import java.util.EnumSet;
import java.util.Map;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterConfig;
import org.apache.druid.server.initialization.jetty.ServletFilterHolder;
import org.jspecify.annotations.Nullable;

/**
 * A servlet filter for one path of the Overlord. It stands behind Druid's authenticators, which have marked the requests
 * whose sender they know, and before the filter that refuses all others.
 */
public abstract class PathFilter implements ServletFilterHolder, Filter {
    private final String path;

    protected PathFilter(String path) {
        this.path = path;
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
        return getClass();
    }

    @Override
    public Map<String, String> getInitParameters() {
        return Map.of();
    }

    @Override
    public String[] getPaths() {
        return new String[] {path};
    }

    @Override
    @Deprecated
    public String getPath() {
        return path;
    }

    @Override
    public @Nullable EnumSet<DispatcherType> getDispatcherType() {
        return null;
    }
}
