package io.henge.druid.rest;

import com.google.common.base.Splitter;
import com.google.common.hash.Hashing;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tags by which browsers ask whether they have something already (RFC 9110, 8.8.3 and 13.1.2). */
final class Tags {
    /** What Jetty adds to the tag of something that it has compressed. */
    private static final String COMPRESSED = "--gzip";

    /** Digits, of 4 bits each. */
    private static final int LENGTH = 32;

    private Tags() {}

    /** Another for another content. */
    static String of(byte[] content) {
        return Hashing.sha256().hashBytes(content).toString().substring(0, LENGTH);
    }

    static String quoted(String tag) {
        return "\"" + tag + "\"";
    }

    /** @param given the header {@code If-None-Match}, null where there is none */
    static boolean has(@Nullable String given, String tag) {
        return Optional.ofNullable(given).stream()
                .flatMap(tags -> Splitter.on(',').trimResults().splitToStream(tags))
                .map(one -> one.replace("W/", "").replace("\"", "").replace(COMPRESSED, ""))
                .anyMatch(one -> one.equals(tag));
    }
}
