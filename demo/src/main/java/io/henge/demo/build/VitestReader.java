package io.henge.demo.build;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts tests from what Vitest prints, and tells of those that fail, and of what is wrong with types. For one thread. */
final class VitestReader extends TestOutput {
    /** The line at the end, such as {@code Tests  1 failed | 2 skipped | 20 passed (23)}. */
    private static final Pattern SUM = Pattern.compile("\\s*Tests\\s+(?:.*\\|\\s*)?\\d+ \\w+.*\\((\\d+)\\)\\s*");

    private static final Pattern PART = Pattern.compile("(\\d+) (failed|skipped)");

    /** One test that failed, one file of tests that could not be run, or one complaint of the compiler. */
    private static final Pattern BAD =
            Pattern.compile("\\s*(?:FAIL\\s+.*|AssertionError: .*|\\S+\\(\\d+,\\d+\\): error TS.*)");

    VitestReader(Consumer<String> told) {
        super(told);
    }

    @Override
    public void accept(String line) {
        Matcher sum = SUM.matcher(line);
        if (sum.matches()) {
            count(line, Integer.parseInt(sum.group(1)));
        } else if (BAD.matcher(line).matches()) {
            told.accept("       " + line.strip());
        }
    }

    private void count(String line, int all) {
        int bad = 0;
        int skipped = 0;
        Matcher part = PART.matcher(line);
        while (part.find()) {
            int number = Integer.parseInt(part.group(1));
            if (part.group(2).equals("failed")) {
                bad = number;
            } else {
                skipped = number;
            }
        }
        count(all, bad, skipped);
        told.accept("  " + (bad == 0 ? "ok   " : "FAIL ") + all + "  of the page");
    }
}
