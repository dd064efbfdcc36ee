package io.henge.kubernetes.access;

import io.fabric8.kubernetes.api.model.AuthInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The headers by which a request asks to be taken for somebody else's (Kubernetes documentation, User impersonation). */
final class Impersonation {
    /** What a header's name may hold beside letters and digits (RFC 9110); the percent sign is what the others are escaped by. */
    private static final String ALLOWED = "!#$&'*+-.^_`|~";

    private Impersonation() {}

    /** By their names, as the fields {@code as}, {@code as-uid}, {@code as-groups} and {@code as-user-extra} say. */
    static Map<String, List<String>> headers(AuthInfo user) {
        Map<String, List<String>> headers = new TreeMap<>();
        if (isGiven(user.getAs())) {
            headers.put("Impersonate-User", List.of(user.getAs()));
        }
        if (isGiven(user.getAsUid())) {
            headers.put("Impersonate-Uid", List.of(user.getAsUid()));
        }
        if (user.getAsGroups() != null && !user.getAsGroups().isEmpty()) {
            headers.put("Impersonate-Group", List.copyOf(user.getAsGroups()));
        }
        if (user.getAsUserExtra() != null) {
            user.getAsUserExtra().forEach((key, values) -> {
                if (!values.isEmpty()) {
                    headers.put("Impersonate-Extra-" + escaped(key), List.copyOf(values));
                }
            });
        }
        return headers;
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isEmpty();
    }

    private static String escaped(String key) {
        StringBuilder name = new StringBuilder();
        for (byte one : key.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (one & 0xff);
            boolean plain = letter < 0x80 && (Character.isLetterOrDigit(letter) || ALLOWED.indexOf(letter) >= 0);
            name.append(plain ? String.valueOf(letter) : String.format(Locale.ROOT, "%%%02X", (int) letter));
        }
        return name.toString();
    }
}
