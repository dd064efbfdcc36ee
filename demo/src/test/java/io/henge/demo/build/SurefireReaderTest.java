package io.henge.demo.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurefireReaderTest {
    private final List<String> told = new ArrayList<>();
    private final SurefireReader reader = new SurefireReader(told::add);

    private void read(String printed) {
        printed.lines().forEach(reader);
    }

    @Test
    void classesAreCountedAndTheSumOfAModuleIsNot() {
        read("""
                [INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 1, Time elapsed: 2.1 s -- in a.GoodTest
                [ERROR] Tests run: 4, Failures: 1, Errors: 2, Skipped: 0, Time elapsed: 2.1 s <<< FAILURE! -- in a.BadTest
                [INFO] Tests run: 0, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 2.1 s -- in a.UnprintableTest
                [ERROR] Tests run: 7, Failures: 1, Errors: 2, Skipped: 1
                """);
        assertThat(told)
                .containsExactly(
                        "  ok   3  a.GoodTest (1 skipped; target/surefire-reports says why)",
                        "  FAIL 4  a.BadTest",
                        "  FAIL 0  a.UnprintableTest");
        assertThat(List.of(reader.tests(), reader.bad(), reader.skipped())).containsExactly(7, 4, 1);
    }

    @Test
    void aClassWhoseTestsAreAllInNestedOnesIsNoFailure() {
        read("""
                [INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 2.1 s -- in a.WorldTest$Life
                [INFO] Tests run: 0, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 2.1 s -- in a.WorldTest$Silent
                [INFO] Tests run: 0, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 2.1 s -- in a.WorldTest
                """);
        assertThat(told).containsExactly("  ok   2  a.WorldTest$Life", "  FAIL 0  a.WorldTest$Silent");
        assertThat(List.of(reader.tests(), reader.bad())).containsExactly(2, 1);
    }

    @Test
    void aClassWhoseTestsAreAllInNestedOnesFailsAsItself() {
        read("""
                [INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 2.1 s -- in a.WorldTest$Life
                [ERROR] Tests run: 1, Failures: 0, Errors: 1, Skipped: 0, Time elapsed: 2.1 s <<< FAILURE! -- in a.WorldTest
                """);
        assertThat(told).containsExactly("  ok   2  a.WorldTest$Life", "  FAIL 1  a.WorldTest");
        assertThat(reader.bad()).isEqualTo(1);
    }

    @Test
    void whyATestFailedIsToldInOneLine() {
        read("""
                [ERROR] a.BadTest.says(String)[1] -- Time elapsed: 0.1 s <<< FAILURE!
                java.lang.AssertionError:\s

                Expecting
                  "this"
                	at a.BadTest.says(BadTest.java:1)
                	at a.Other.more(Other.java:1)

                [ERROR] a.BadTest.other -- Time elapsed: 0.1 s <<< ERROR!
                java.lang.IllegalStateException: no
                Caused by: java.io.IOException: because
                """);
        assertThat(told)
                .containsExactly(
                        "       a.BadTest.says(String)[1]",
                        "         java.lang.AssertionError: Expecting \"this\"",
                        "       a.BadTest.other",
                        "         java.lang.IllegalStateException: no");
    }

    @Test
    void aLongReasonIsCut() {
        read("[ERROR] a.BadTest.says -- Time elapsed: 0.1 s <<< FAILURE!");
        read("x".repeat(SurefireReader.LONGEST_REASON * 2));
        read("y");
        assertThat(told.get(1).strip()).hasSize(SurefireReader.LONGEST_REASON);
    }
}
