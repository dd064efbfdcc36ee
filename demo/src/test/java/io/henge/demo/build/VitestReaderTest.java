package io.henge.demo.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VitestReaderTest {
    private final List<String> told = new ArrayList<>();
    private final VitestReader reader = new VitestReader(told::add);

    private void read(String printed) {
        printed.lines().forEach(reader);
    }

    private List<Integer> counts() {
        return List.of(reader.tests(), reader.bad(), reader.skipped());
    }

    @Test
    void whatPassesIsCountedAtTheEnd() {
        read("""
                 ✓ test/route.test.ts > an address is taken apart 2ms

                 Test Files  3 passed (3)
                      Tests  31 passed (31)
                """);
        assertThat(told).containsExactly("  ok   31  of the page");
        assertThat(counts()).containsExactly(31, 0, 0);
    }

    @Test
    void whatFailsIsToldWithItsMessage() {
        read("""
                 × test/route.test.ts > an address is taken apart 2ms
                 FAIL  test/route.test.ts > an address is taken apart
                AssertionError: expected 'a' to be 'b'
                 Test Files  1 failed | 2 passed (3)
                      Tests  1 failed | 28 passed | 2 skipped (31)
                """);
        assertThat(told)
                .containsExactly(
                        "       FAIL  test/route.test.ts > an address is taken apart",
                        "       AssertionError: expected 'a' to be 'b'",
                        "  FAIL 31  of the page");
        assertThat(counts()).containsExactly(31, 1, 2);
    }

    @Test
    void aWrongTypeIsTold() {
        read("src/route.ts(3,7): error TS2322: Type 'string' is not assignable to type 'number'.");
        assertThat(told)
                .containsExactly(
                        "       src/route.ts(3,7): error TS2322: Type 'string' is not assignable to type 'number'.");
        assertThat(counts()).containsExactly(0, 0, 0);
    }
}
