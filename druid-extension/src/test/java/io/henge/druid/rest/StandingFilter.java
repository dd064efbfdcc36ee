package io.henge.druid.rest;

import java.io.IOException;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;

/** A servlet filter that is one function. */
record StandingFilter(Work work) implements Filter {
    /** What it does with a request. */
    interface Work {
        void run(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException;
    }

    @Override
    public void init(FilterConfig config) {
        // Nothing is configured.
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        work.run(request, response, chain);
    }

    @Override
    public void destroy() {
        // Nothing is held.
    }
}
