package io.henge.kubernetes.check;

import io.henge.kubernetes.access.SettingNames;
import io.henge.kubernetes.check.Finding.Level;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the answers of an API server mean for Henge. Pure functions. */
public final class Findings {
    /** Clocks further apart than this make times in logs and reports misleading, and certificates too new or too old. */
    static final Duration CLOCK_MAX = Duration.ofSeconds(5);

    private static final String ROLE = "charts/rbac/role.yaml";

    /** Whom an API server takes us for that does not know our credentials and lets everybody ask. */
    private static final String ANONYMOUS = "system:anonymous";

    private final SettingNames names;
    private final String key;
    private final String namespace;

    public Findings(SettingNames names, String namespace) {
        this.names = names;
        this.key = names.key();
        this.namespace = namespace;
    }

    /**
     * Of who we are there, by the answer to asking for it.
     *
     * @param user whom the API server takes us for; null if it does not say
     */
    public Finding identity(int code, @Nullable String user, String why) {
        String about = "identity";
        if (ANONYMOUS.equals(user) || (user == null && why.contains('"' + ANONYMOUS + '"'))) {
            return new Finding(
                    Level.PROBLEM,
                    about,
                    "The API server takes us for " + ANONYMOUS
                            + ", which is nobody: it does not know the certificate or "
                            + "token that " + key
                            + " leads to. Give one that the cluster's own authority signed or issued; "
                            + "`kubectl auth whoami` tells whom it knows.");
        }
        if (user != null) {
            return new Finding(Level.FINE, about, "The API server takes us for " + user + ".");
        }
        return new Finding(
                Level.UNSEEN, about, "Whom the API server takes us for is not known: it answered " + code + ": " + why);
    }

    /**
     * Of a Job that was tried without being made, by the answer to it.
     *
     * @param pod what its pod is made from
     * @param allowed whether we may make Jobs
     */
    public Finding dryRun(String pod, int code, String why, boolean allowed) {
        String about = "Job of " + pod;
        String said = "the API server answered " + code + ": " + why;
        if (code < HttpURLConnection.HTTP_MULT_CHOICE || code == HttpURLConnection.HTTP_CONFLICT) {
            return new Finding(Level.FINE, about, "The API server would make it.");
        }
        if (!allowed || why.toLowerCase(Locale.ROOT).replace(" ", "").contains("dryrun")) {
            return new Finding(Level.UNSEEN, about, "It cannot be tried: " + said);
        }
        return new Finding(
                Level.PROBLEM,
                about,
                "It would not be made: " + said + ". Mend what it is made from, and check again.");
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
                        "It does not exist, so nothing more is looked at. Make it, or give another one as "
                                + names.namespace() + ".");
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
                "Nothing is allowed there: perhaps it does not exist. See that " + names.namespace()
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
}
