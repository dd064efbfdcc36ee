package io.henge.demo.show;

/** One thing that must hold for the demonstration to have succeeded. */
record Expectation(String name, String expected, String found) {
    boolean held() {
        return expected.equals(found);
    }
}
