package io.henge.core.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faults of Henge's own, each kept to its subject: all are counted, and the first of each subject in a while is logged.
 * Only the loop's thread may use it, but for {@link #take()}.
 */
final class Faults {
    private static final Logger log = LoggerFactory.getLogger(Faults.class);

    /** So many subjects are remembered; when there are more, the longest known may be logged again. */
    private static final int REMEMBERED_MAX = 1_000;

    private final Map<String, Boolean> logged = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    private final AtomicLong count = new AtomicLong();

    /** A thought about the subject failed. */
    void met(String subject, RuntimeException fault) {
        count.incrementAndGet();
        if (logged.put(subject, true) == null) {
            log.error("[{}] met a fault of Henge's own and is left as it is; the others go on", subject, fault);
        }
    }

    /** Does something for one subject; says whether it went well. */
    boolean alone(String subject, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            met(subject, e);
            return false;
        }
    }

    /** How many there were since this was last asked. */
    long take() {
        return count.getAndSet(0);
    }
}
