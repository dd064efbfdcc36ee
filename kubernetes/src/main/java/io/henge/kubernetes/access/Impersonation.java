package io.henge.kubernetes.access;

import io.fabric8.kubernetes.api.model.AuthInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    static Map<String, List<String>> headers(AuthInfo user, CredentialFiles files) throws KubeconfigException {
        Map<String, List<String>> headers = new TreeMap<>();
        if (isGiven(user.getAs())) {
            headers.put("Impersonate-User", sendable("as", List.of(user.getAs()), files));
        }
        if (isGiven(user.getAsUid())) {
            headers.put("Impersonate-Uid", sendable("as-uid", List.of(user.getAsUid()), files));
        }
        if (user.getAsGroups() != null && !user.getAsGroups().isEmpty()) {
            headers.put("Impersonate-Group", sendable("as-groups", user.getAsGroups(), files));
        }
        if (user.getAsUserExtra() != null) {
            for (Map.Entry<String, List<String>> extra : user.getAsUserExtra().entrySet()) {
                if (!extra.getValue().isEmpty()) {
                    headers.put(
                            "Impersonate-Extra-" + escaped(extra.getKey()),
                            sendable("as-user-extra." + extra.getKey(), extra.getValue(), files));
                }
            }
        }
        return headers;
    }

    private static List<String> sendable(String field, List<String> values, CredentialFiles files)
            throws KubeconfigException {
        List<String> sendable = new ArrayList<>();
        for (String value : values) {
            sendable.add(files.header(field, value));
        }
        return List.copyOf(sendable);
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
