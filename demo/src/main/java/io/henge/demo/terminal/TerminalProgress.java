package io.henge.demo.terminal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.henge.cli.terminal.Durations;
import io.henge.demo.process.OnExit;
import io.henge.demo.world.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Progress for people: one line per finished step, and on a terminal a last line that moves.
 *
 * <p>The moving line says what is going on and for how long; it is redrawn five times a second by a daemon thread and
 * wiped before anything else is printed.
 */
public final class TerminalProgress implements Progress, AutoCloseable {
    private static final long REDRAW_MILLIS = 200;
    private static final String WIPE = "\r\u001b[K";
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream stream;
    private final Terminal terminal;
    private final ScheduledExecutorService redraw;
    private final long startNanos = System.nanoTime();

    @GuardedBy("this")
    private final Map<String, Long> running = new LinkedHashMap<>();

    @GuardedBy("this")
    private int finished;

    @GuardedBy("this")
    private String status = "";

    @GuardedBy("this")
    private boolean closed;

    TerminalProgress(PrintStream stream, Terminal terminal) {
        this.stream = stream;
        this.terminal = terminal;
        this.redraw = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "henge-progress");
            thread.setDaemon(true);
            return thread;
        });
        if (terminal.moving()) {
            @SuppressWarnings("unused")
            var ticking = redraw.scheduleAtFixedRate(this::draw, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void begun(String step) {
        running.put(step, System.nanoTime());
        if (!terminal.moving()) {
            stream.println("  " + step + " …");
        }
    }

    @Override
    public synchronized void done(String step, Duration took) {
        running.remove(step);
        finished++;
        print("  " + colour(GREEN, "✓") + " " + step + "  " + Durations.words(took));
    }

    @Override
    public synchronized void failed(String step) {
        running.remove(step);
        if (OnExit.isRunning()) {
            return; // a consequence of the interruption, of which people know
        }
        print("  " + colour(RED, "✗") + " " + step);
    }

    @Override
    public synchronized void note(String message) {
        print(message);
    }

    /** What the moving line says while no step runs, or beside them; nowhere else shown. */
    public synchronized void status(String text) {
        status = text;
    }

    private synchronized void print(String line) {
        stream.print((terminal.moving() ? WIPE : "") + line + System.lineSeparator());
        draw();
    }

    private synchronized void draw() {
        if (!terminal.moving() || closed || (running.isEmpty() && status.isEmpty())) {
            return;
        }
        long now = System.nanoTime();
        String steps = running.entrySet().stream()
                .map(step -> step.getKey() + " " + TimeUnit.NANOSECONDS.toSeconds(now - step.getValue()) + "s")
                .collect(Collectors.joining(" · "));
        String counts = running.isEmpty() ? "" : "[" + finished + " done, " + running.size() + " to go] ";
        String line = "  " + TimeUnit.NANOSECONDS.toSeconds(now - startNanos) + "s " + counts + steps
                + (status.isEmpty() ? "" : (steps.isEmpty() ? "" : " · ") + status);
        stream.print(WIPE + line.substring(0, Math.min(line.length(), terminal.width() - 1)));
        stream.flush();
    }

    private String colour(String code, String text) {
        return terminal.colour() ? code + text + PLAIN : text;
    }

    /** Wipes the moving line for good. */
    @Override
    public synchronized void close() {
        closed = true;
        redraw.shutdownNow();
        if (terminal.moving()) {
            stream.print(WIPE);
            stream.flush();
        }
    }
}
