package io.henge.core.attempt;

/** A random word that tells one attempt's actions from another's. It guards nothing secret and may be logged. */
public record Token(String value) {
    /** Of an attempt that Druid's own runner launched: its peon knows no token. */
    public static final Token NONE = new Token("none");

    public static final int LENGTH_MAX = 64;

    public Token {
        if (value.isEmpty() || value.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("A token has 1 to 64 characters, but got [" + value + "]");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
