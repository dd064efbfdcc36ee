package io.henge.demo.build;

import java.util.function.Consumer;

/** What a program that runs tests prints, line by line: counts them, and tells of those that are worth it. For one thread. */
abstract class TestOutput implements Consumer<String> {
    /** Takes what people are told. */
    final Consumer<String> told;

    private int tests;
    private int bad;
    private int skipped;

    TestOutput(Consumer<String> told) {
        this.told = told;
    }

    final int tests() {
        return tests;
    }

    final int bad() {
        return bad;
    }

    final int skipped() {
        return skipped;
    }

    final void count(int moreTests, int moreBad, int moreSkipped) {
        tests += moreTests;
        bad += moreBad;
        skipped += moreSkipped;
    }

    /** How it came out, by the program's own word and by what was counted. */
    final String outcome(boolean passed) {
        return Tests.word(passed) + " (" + tests + " tests, " + bad + " bad, " + skipped + " skipped)";
    }
}
