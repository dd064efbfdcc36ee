package io.henge.druid.fence;

import com.google.inject.Inject;
import com.google.inject.Provider;
import io.henge.core.fence.Claim;
import io.henge.core.fence.Entry;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.security.AuthConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the present attempt of a task alone submit sub-tasks: a stale one gets 403, one that cannot be judged yet 503. A
 * sub-task carries the context of its parent, whose peon had it from Henge. What names no attempt passes: it comes from a
 * person, a supervisor, or a task that Henge does not run.
 *
 * <p>Only {@value #HEAD_MAX} bytes of a body are held and read here. What is longer goes on as a stream, and is not judged
 * unless the context stands within them; the runner fails a stale parent's sub-task before it is placed in any case.
 */
public final class RemoteSubmissions extends PathFilter {
    private static final Logger log = LoggerFactory.getLogger(RemoteSubmissions.class);

    private static final String PATH = "/druid/indexer/v1/task";

    /** A sub-task is some kilobytes, and some megabytes where its input is inline; Druid holds all of it as well. */
    static final int HEAD_MAX = 16 * 1024 * 1024;

    private final Supplier<Optional<GatedRunner>> runner;

    @Inject
    public RemoteSubmissions(Provider<TaskMaster> taskMaster) {
        this(() -> GatedRunner.of(taskMaster.get()));
    }

    RemoteSubmissions(Supplier<Optional<GatedRunner>> runner) {
        super(PATH);
        this.runner = runner;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<GatedRunner> leading = runner.get();
        if (leading.isPresent()
                && isAuthenticated(request)
                && request instanceof HttpServletRequest submission
                && submission.getMethod().equals("POST")
                && response instanceof HttpServletResponse answer) {
            judge(submission, answer, chain, leading.get());
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Druid refuses a stranger only behind this filter, which reads nothing for strangers. */
    private static boolean isAuthenticated(ServletRequest request) {
        return request.getAttribute(AuthConfig.DRUID_AUTHENTICATION_RESULT) != null;
    }

    private static void judge(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, GatedRunner runner)
            throws IOException, ServletException {
        byte[] head = request.getInputStream().readNBytes(HEAD_MAX);
        RereadRequest whole = new RereadRequest(request, head);
        Optional<Claim> parent = Claims.inTask(head);
        if (parent.isEmpty()) {
            chain.doFilter(whole, response);
            return;
        }
        Optional<Refusal> refusal = submit(parent.get(), runner, () -> chain.doFilter(whole, response));
        if (refusal.isPresent()) {
            log.info(
                    "A submission by attempt[{}] is refused: {}",
                    parent.get().attempt(),
                    refusal.get().why());
            refusal.get().send(response);
        }
    }

    /** Submits inside the parent's gates, so that its right does not end before Druid has added the task. */
    private static Optional<Refusal> submit(Claim parent, GatedRunner runner, RemoteActions.Work submission)
            throws IOException, ServletException {
        Optional<ActionGate> gate = runner.gate();
        if (gate.isEmpty()) {
            return Optional.of(Refusal.beforeTheTerm());
        }
        Entry entry = gate.get().fence().enterAsParent(parent);
        if (!(entry instanceof Entry.Passed passed)) {
            return Refusal.of(entry, gate.get());
        }
        try {
            Optional<Refusal> unconfirmed = Refusal.withoutTerm(gate.get());
            if (unconfirmed.isEmpty()) {
                submission.run();
            }
            return unconfirmed;
        } finally {
            passed.passage().close();
        }
    }
}
