package io.henge.bench.figure;

import java.util.Locale;

/**
 * One thing that was measured.
 *
 * @param what what the value says, such as "p99 at 2,000/s on Derby"
 */
public record Figure(String what, double value, String unit, Target target) {
    /** A figure without a target. */
    public static Figure of(String what, double value, String unit) {
        return new Figure(what, value, unit, Target.NONE);
    }

    /** Whole where that is exact enough to compare, else with as many decimals as people can use. */
    static String number(double value) {
        double size = Math.abs(value);
        int decimals = value == Math.rint(value) || size >= 100 ? 0 : size >= 1 ? 2 : 4;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** The measured value as people read it. */
    String valueText() {
        return number(value) + (unit.isEmpty() ? "" : " " + unit);
    }
}
