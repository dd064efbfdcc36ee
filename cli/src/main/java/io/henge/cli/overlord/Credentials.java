package io.henge.cli.overlord;

import io.henge.cli.exit.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who we are to an Overlord that asks, by the environment, so that no secret stands on a command line. */
public final class Credentials {
    private static final String USER = "HENGE_USER";
    private static final String PASSWORD = "HENGE_PASSWORD";
    private static final String TOKEN = "HENGE_TOKEN";

    private Credentials() {}

    /**
     * The value of the header {@code Authorization}: a bearer token or a user with a password, or nothing.
     *
     * @throws Refused if the environment names half of a pair, or both kinds
     */
    public static Optional<String> of(Map<String, String> environment) {
        @Nullable String user = environment.get(USER);
        @Nullable String password = environment.get(PASSWORD);
        @Nullable String token = environment.get(TOKEN);
        if ((user == null) != (password == null)) {
            throw new Refused(
                    List.of(USER + " and " + PASSWORD + ": only one of them is set. Set both, or none of them."));
        }
        if (token != null && user != null) {
            throw new Refused(List.of(TOKEN + " and " + USER + ": both are set. Set one of them only."));
        }
        if (token != null) {
            return Optional.of("Bearer " + token);
        }
        return user == null
                ? Optional.empty()
                : Optional.of("Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }
}
