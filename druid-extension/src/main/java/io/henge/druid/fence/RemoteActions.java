package io.henge.druid.fence;

import java.io.IOException;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;

/**
 * Marks the threads that serve a task action sent by a peon. The task queue asks for actions in the same way, but for a
 * task that was not shipped and so has no token.
 */
public final class RemoteActions extends PathFilter {
    private static final String PATH = "/druid/indexer/v1/action";

    private static final ThreadLocal<Boolean> REMOTE = ThreadLocal.withInitial(() -> false);

    public RemoteActions() {
        super(PATH);
    }

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
}
