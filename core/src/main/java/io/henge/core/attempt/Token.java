package io.henge.core.attempt;

import java.util.Optional;

/** A random word that tells one attempt's actions from another's. It guards nothing secret and may be logged. */
public record Token(String value) {
    /** Of an attempt that Druid's own runner launched: its peon knows no token. */
    public static final Token NONE = new Token("none");

    private static final int LENGTH_MAX = 64;

    public Token {
        if (!isValid(value)) {
            throw new IllegalArgumentException("A token has 1 to 64 characters, but got [" + value + "]");
        }
    }

    /** Empty for what can be no token. */
    public static Optional<Token> of(String value) {
        return isValid(value) ? Optional.of(new Token(value)) : Optional.empty();
    }

    private static boolean isValid(String value) {
        return !value.isEmpty() && value.length() <= LENGTH_MAX;
    }

    @Override
    public String toString() {
        return value;
    }
}
