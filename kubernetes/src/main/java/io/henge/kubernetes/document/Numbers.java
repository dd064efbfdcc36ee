package io.henge.kubernetes.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as kubectl reads them: also octal ones such as {@code 0644}, which YAML 1.2 has as a text. */
final class Numbers {
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9]{0,30})");
    private static final Pattern OCTAL = Pattern.compile("([-+]?)0o?([0-7]{1,30})");
    private static final Pattern HEXADECIMAL = Pattern.compile("([-+]?)0x([0-9a-fA-F]{1,30})");
    private static final Pattern FRACTION =
            Pattern.compile("[-+]?(\\.[0-9]{1,30}|[0-9]{1,30}(\\.[0-9]{0,30})?)([eE][-+]?[0-9]{1,5})?");

    /** Kubernetes API conventions, Quantity. */
    private static final Pattern QUANTITY = Pattern.compile(
            "[-+]?([0-9]{1,30}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})([KMGTPE]i|[numkMGTPE]|[eE][-+]?[0-9]{1,3})?");

    private Numbers() {}

    static boolean isNumber(String text) {
        return whole(text).isPresent() || FRACTION.matcher(text).matches();
    }

    static boolean isQuantity(String text) {
        return QUANTITY.matcher(text).matches();
    }

    /** The number that the text is, of which {@link #isNumber} holds. */
    static Number value(String text) {
        Optional<BigInteger> whole = whole(text);
        return whole.isPresent() ? whole.get() : new BigDecimal(text);
    }

    /** The whole number that the text is. */
    static Optional<BigInteger> whole(String text) {
        if (DECIMAL.matcher(text).matches()) {
            return Optional.of(new BigInteger(text));
        }
        var octal = OCTAL.matcher(text);
        if (octal.matches()) {
            return Optional.of(new BigInteger(octal.group(1) + octal.group(2), 8));
        }
        var hexadecimal = HEXADECIMAL.matcher(text);
        return hexadecimal.matches()
                ? Optional.of(new BigInteger(hexadecimal.group(1) + hexadecimal.group(2), 16))
                : Optional.empty();
    }
}
