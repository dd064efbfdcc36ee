package io.henge.kubernetes.request;

import io.fabric8.kubernetes.api.model.Quantity;
import io.henge.core.attempt.Resources;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Amounts as Kubernetes writes them: {@code 500m}, {@code 0.5}, {@code 1e3}, {@code 100Mi}, {@code 2k} (Kubernetes API
 * reference, Quantity).
 */
public final class Quantities {
    private static final Pattern FORM =
            Pattern.compile("([-+]?(?:\\d+\\.?\\d*|\\.\\d+))([KMGTPE]i|[numkMGTPE]|[eE][-+]?\\d+)?");

    private static final String BINARY = "KMGTPE";

    /** Powers of a thousand, from a thousandth of a millionth; what stands for 1 is not written. */
    private static final String DECIMAL = "num.kMGTPE";

    private static final int DECIMAL_ONE = 3;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int LENGTH_MAX = 200;

    /** Beyond this, what is not nothing is more than a long, or less than a unit of one. */
    private static final int EXPONENT_MAX = 400;

    private static final int EXPONENT_DIGITS_MAX = 9;

    private Quantities() {}

    /** The amount that a text is; empty where it is none. */
    static Optional<BigDecimal> exactly(String text) {
        Matcher form = FORM.matcher(text);
        if (text.length() > LENGTH_MAX || !form.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(form.group(1));
        @Nullable String unit = form.group(2);
        if (unit == null) {
            return Optional.of(number);
        }
        if (unit.length() == 2 && unit.charAt(1) == 'i') {
            int power = BINARY.indexOf(unit.charAt(0)) + 1;
            return Optional.of(number.multiply(BigDecimal.valueOf(1024).pow(power)));
        }
        return Optional.of(number.scaleByPowerOfTen(
                unit.length() == 1 ? 3 * (DECIMAL.indexOf(unit.charAt(0)) - DECIMAL_ONE) : exponent(unit)));
    }

    private static int exponent(String unit) {
        boolean less = unit.charAt(1) == '-';
        String digits = unit.substring(1).replaceFirst("^[-+]?0*", "");
        int size = digits.isEmpty()
                ? 0
                : digits.length() > EXPONENT_DIGITS_MAX
                        ? EXPONENT_MAX
                        : Math.min(EXPONENT_MAX, Integer.parseInt(digits));
        return less ? -size : size;
    }

    /**
     * The amount of a resource in the unit of {@link Resources}, rounded up as Kubernetes rounds; never below 0, and beyond a
     * long, the largest. Empty where the text is no quantity.
     */
    public static Optional<Long> amount(String resource, String text) {
        return exactly(text).map(exact -> amount(resource, exact));
    }

    static long amount(String resource, BigDecimal exact) {
        return units(resource, exact, RoundingMode.CEILING);
    }

    /** So much of it as is whole: of what there is, and not of what is asked for. */
    static long whole(String resource, BigDecimal exact) {
        return units(resource, exact, RoundingMode.FLOOR);
    }

    private static long units(String resource, BigDecimal exact, RoundingMode rounding) {
        BigDecimal units = resource.equals(Resources.CPU) ? exact.scaleByPowerOfTen(3) : exact;
        return units.setScale(0, rounding).max(BigDecimal.ZERO).min(LARGEST).longValueExact();
    }

    /** The amounts of a list of the API; what is no quantity is not named. */
    static Map<String, BigDecimal> exactly(@Nullable Map<String, Quantity> list) {
        TreeMap<String, BigDecimal> amounts = new TreeMap<>();
        if (list != null) {
            list.forEach((name, quantity) -> text(quantity)
                    .flatMap(Quantities::exactly)
                    .filter(amount -> !name.isEmpty())
                    .ifPresent(amount -> amounts.put(name, amount.max(BigDecimal.ZERO))));
        }
        return amounts;
    }

    private static Optional<String> text(@Nullable Quantity quantity) {
        return quantity == null || quantity.getAmount() == null
                ? Optional.empty()
                : Optional.of(quantity.getAmount() + (quantity.getFormat() == null ? "" : quantity.getFormat()));
    }

    static Resources rounded(Map<String, BigDecimal> exact) {
        TreeMap<String, Long> amounts = new TreeMap<>();
        exact.forEach((name, amount) -> amounts.put(name, amount(name, amount)));
        return new Resources(amounts);
    }
}
