package io.henge.druid.program;

import java.nio.charset.StandardCharsets;

/**
 * A file as somebody may write it, and what is said of it.
 *
 * @param octets its bytes, a character each
 * @param said behind the name of the file
 */
record OddFile(String name, String octets, String said) {
    static OddFile text(String name, String text, String said) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new OddFile(name, new String(bytes, StandardCharsets.ISO_8859_1), said);
    }

    byte[] bytes() {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return name;
    }
}
