package io.henge.kubernetes.check;

import io.henge.kubernetes.check.Finding.Level;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;

/** What the answers of an API server mean for Henge. Pure functions. */
public final class Findings {
    /** Clocks further apart than this make times in logs and reports misleading, and certificates too new or too old. */
    static final Duration CLOCK_MAX = Duration.ofSeconds(5);

    private static final String ROLE = "charts/rbac/role.yaml";

    private final String key;
    private final String namespace;

    /** @param key how the cluster's properties begin */
    public Findings(String key, String namespace) {
        this.key = key;
        this.namespace = namespace;
    }

    /** Of a right that the API server says there is, or is not. */
    public Finding permission(Permission permission, boolean allowed) {
        String about = "permission to " + permission;
        if (allowed) {
            return new Finding(Level.FINE, about, "Allowed in namespace[" + namespace + "].");
        }
        String expected = " in namespace[" + namespace + "] is not allowed. Bind " + ROLE
                + " there to the identity that " + key + " leads to";
        Optional<String> otherwise = permission.use().otherwise();
        return new Finding(
                otherwise.isPresent() ? Level.WARNING : Level.PROBLEM,
                about,
                "To " + permission + expected
                        + otherwise.map(left -> ", or " + left).orElse("") + ".");
    }

    /** Of a right that could not be asked about. */
    public Finding permissionUnknown(Permission permission, int code, String why) {
        return new Finding(
                Level.UNSEEN,
                "permission to " + permission,
                "Not allowed to ask: the API server answered " + code + ": " + why);
    }

    /** Of the namespace, by the answer to asking for it. */
    public Finding namespace(int code, String why) {
        String about = "namespace[" + namespace + "]";
        return switch (code) {
            case HttpURLConnection.HTTP_OK -> new Finding(Level.FINE, about, "It is there.");
            case HttpURLConnection.HTTP_NOT_FOUND ->
                new Finding(
                        Level.PROBLEM,
                        about,
                        "It does not exist. Make it, or give another one as " + namespaceKey() + ".");
            default -> unseen(about, code, why);
        };
    }

    /** Of an object that pods name, by the answer to asking for it. */
    public Finding need(PodNeed need, int code, String why) {
        String about = need.toString();
        return switch (code) {
            case HttpURLConnection.HTTP_OK -> new Finding(Level.FINE, about, "It is there.");
            case HttpURLConnection.HTTP_NOT_FOUND ->
                new Finding(
                        need.isRequired() ? Level.PROBLEM : Level.WARNING,
                        about,
                        "There is none in namespace[" + namespace + "], and " + need.by()
                                + " names it. Make it, or change " + "the name.");
            default -> unseen(about, code, why);
        };
    }

    private static Finding unseen(String about, int code, String why) {
        return new Finding(
                Level.UNSEEN,
                about,
                code == HttpURLConnection.HTTP_FORBIDDEN
                        ? "Not allowed to look: whether it is there is not known."
                        : "It cannot be looked at: the API server answered " + code + ": " + why);
    }

    /** Of the API server's clock, if it is wrong or ours is. */
    public Optional<Finding> clock(Duration ahead) {
        if (ahead.abs().compareTo(CLOCK_MAX) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Level.WARNING,
                "clock",
                "The API server's is " + ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of")
                        + " this machine's; at most " + CLOCK_MAX.toSeconds() + " s are expected. Keep both by NTP."));
    }

    /** Of a namespace that could not be looked at, and in which nothing at all is allowed. */
    public Finding nothingAllowed() {
        return new Finding(
                Level.PROBLEM,
                "namespace[" + namespace + "]",
                "Nothing is allowed there: perhaps it does not exist. See that " + namespaceKey()
                        + " is right and that a RoleBinding there names the identity that " + key + " leads to.");
    }

    /** Of an answer after which asking more is of no use; empty if it is none. */
    public Optional<Finding> refusal(int code, String why) {
        String said = "The API server answered " + code + ": " + why;
        if (code == HttpURLConnection.HTTP_UNAUTHORIZED) {
            return Optional.of(new Finding(
                    Level.PROBLEM,
                    "credentials",
                    said + ". It does not know the token or certificate that " + key
                            + " leads to. Give one that has not expired."));
        }
        boolean busy = code == 429 || code >= HttpURLConnection.HTTP_INTERNAL_ERROR;
        return busy
                ? Optional.of(
                        new Finding(Level.PROBLEM, "API server", said + ". Look at it with kubectl, and check again."))
                : Optional.empty();
    }

    private String namespaceKey() {
        return key.endsWith("]") ? key + ".taskNamespace" : key + ".namespace";
    }
}
