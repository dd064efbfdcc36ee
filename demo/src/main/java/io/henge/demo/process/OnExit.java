package io.henge.demo.process;

import io.henge.cli.exit.ExitCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What must still be done when this process is interrupted (SIGINT, SIGTERM, SIGHUP): newest first, then exit status 130.
 *
 * <p>Whoever begins something that needs an end registers that end, and closes the registration once it is over.
 */
public final class OnExit {
    private static final Deque<Registration> PENDING = new ArrayDeque<>();
    private static final AtomicBoolean HOOKED = new AtomicBoolean();
    private static volatile boolean running; // set once, when the process has begun to end
    private static volatile boolean asked; // set once, when the process is about to end by itself

    private OnExit() {}

    /** Has {@code action} run if the process is interrupted before the registration is closed. */
    public static Registration register(Runnable action) {
        if (HOOKED.compareAndSet(false, true)) {
            Runtime.getRuntime().addShutdownHook(new Thread(OnExit::run, "henge-on-exit"));
        }
        Registration registration = new Registration(action);
        synchronized (PENDING) {
            PENDING.addFirst(registration);
        }
        return registration;
    }

    /** A registration of nothing. */
    public static Registration none() {
        return new Registration(() -> {});
    }

    /** Whether the process is ending, so that failures seen now are consequences. */
    public static boolean isRunning() {
        return running;
    }

    /** Ends the process with {@code status}, after what is still registered. */
    public static void exit(int status) {
        asked = true;
        System.exit(status);
    }

    private static void run() {
        running = true;
        boolean any = false;
        for (Registration next = poll(); next != null; next = poll()) {
            any = true;
            try {
                next.action.run();
            } catch (RuntimeException e) {
                System.err.println("henge: " + e.getMessage());
            }
        }
        if (any && !asked) {
            System.err.flush();
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
    }

    private static @Nullable Registration poll() {
        synchronized (PENDING) {
            return PENDING.pollFirst();
        }
    }

    /** One action to come; closing it takes it back. */
    public static final class Registration implements AutoCloseable {
        private final Runnable action;

        private Registration(Runnable action) {
            this.action = action;
        }

        @Override
        public void close() {
            synchronized (PENDING) {
                PENDING.remove(this);
            }
        }
    }
}
