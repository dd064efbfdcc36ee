package io.henge.demo.build;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts and tells of test classes as they end, from what Surefire prints; why a test failed is told with it. For one thread. */
final class SurefireReader extends TestOutput {
    /** Enough for a sentence of ours or the first of a server's. */
    static final int LONGEST_REASON = 600;

    /** The line at the end of one class; the lines that sum up a module name no class. */
    private static final Pattern CLASS_DONE =
            Pattern.compile("Tests run: (\\d+), Failures: (\\d+), Errors: (\\d+), Skipped: (\\d+).* -- in (\\S+)");

    /** The line about one failed test; after it come its message, of any number of lines, and its stack. */
    private static final Pattern TEST_FAILED =
            Pattern.compile("\\[ERROR] (.+) -- Time elapsed: .* <<< (FAILURE|ERROR)!");

    private static final Pattern STACK = Pattern.compile("\\s+at .*|\\[.*|Caused by: .*");

    /** The classes of which nested ones had tests. */
    private final Set<String> enclosing = new HashSet<>();

    /** The message of the failure that is being read. */
    private @Nullable StringBuilder reason;

    SurefireReader(Consumer<String> told) {
        super(told);
    }

    @Override
    public void accept(String line) {
        readReason(line);
        Matcher failed = TEST_FAILED.matcher(line);
        if (failed.matches()) {
            told.accept("       " + failed.group(1));
            reason = new StringBuilder();
        }
        Matcher done = CLASS_DONE.matcher(line);
        if (done.find()) {
            count(done);
        }
    }

    private void readReason(String line) {
        @Nullable StringBuilder read = reason;
        if (read == null) {
            return;
        }
        if (!STACK.matcher(line).matches() && read.length() < LONGEST_REASON) {
            read.append(line.isBlank() || read.isEmpty() ? "" : " ").append(line.strip());
            return;
        }
        told.accept("         " + read.substring(0, Math.min(read.length(), LONGEST_REASON)));
        reason = null;
    }

    private void count(Matcher done) {
        int ran = Integer.parseInt(done.group(1));
        String name = done.group(5);
        int nested = name.lastIndexOf('$');
        if (nested > 0 && ran > 0) {
            enclosing.add(name.substring(0, nested));
        }
        if (ran == 0 && enclosing.contains(name)) {
            // All its tests are in classes nested in it, told by now.
            return;
        }
        // Surefire counts no test whose failure it cannot print, and lets the build pass.
        int failures = ran == 0 ? 1 : Integer.parseInt(done.group(2)) + Integer.parseInt(done.group(3));
        int left = Integer.parseInt(done.group(4));
        count(ran, failures, left);
        told.accept("  " + (failures == 0 ? "ok   " : "FAIL ") + done.group(1) + "  " + name
                + (left == 0 ? "" : " (" + left + " skipped; target/surefire-reports says why)"));
    }
}
