package io.henge.kubernetes.call;

import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a server asks to be left alone (RFC 9110, 10.2.3). API servers say it in seconds; a proxy may give a date, which
 * is passed over, since its clock is not ours.
 */
final class RetryAfter {
    /** Nobody keeps us away for longer. */
    private static final Duration MAX = Duration.ofMinutes(1);

    private static final int DIGITS_MAX = 9;

    private RetryAfter() {}

    static @Nullable Duration of(HttpResponse<?> response) {
        return response.isSuccessful() ? null : of(response.header("Retry-After"));
    }

    static @Nullable Duration of(@Nullable String header) {
        if (header == null || header.isEmpty() || !header.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return null;
        }
        Duration asked = header.length() > DIGITS_MAX ? MAX : Duration.ofSeconds(Long.parseLong(header));
        return asked.compareTo(MAX) < 0 ? asked : MAX;
    }
}
