package io.henge.kubernetes.access;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a kubeconfig is trusted that came in while the Overlord ran. Who may give one must not thereby run programs on the
 * Overlord, or have its files read.
 *
 * @param text the kubeconfig, where it was given itself; null where a file was
 * @param directory below which the file has to be, whatever links lead to; null where the text was given
 * @param allowExec whether it may name programs
 * @param allowFiles whether it may name other files
 */
public record Confinement(@Nullable String text, @Nullable Path directory, boolean allowExec, boolean allowFiles) {
    private static final String PROPERTY = "druid.indexer.runner.registration.";

    /**
     * Where the file really is.
     *
     * @throws IOException if there is none below the directory
     */
    Path placed(Path file) throws IOException {
        Path real = file.toRealPath();
        if (directory != null && !real.startsWith(directory.toRealPath())) {
            throw new IOException("leads out of " + directory);
        }
        return real;
    }

    /** What is wrong with the cluster of a kubeconfig, to go on where a sentence has named the kubeconfig. */
    Optional<String> complaint(String name, Cluster cluster) {
        String its = " for cluster[" + name + "], and ";
        if (isGiven(cluster.getProxyUrl())) {
            return Optional.of("has proxy-url" + its
                    + "may not say by which proxy it is reached. Give one without, or a static entry.");
        }
        return file("certificate-authority", cluster.getCertificateAuthority(), its, "certificate-authority-data");
    }

    /** The same for its user. */
    Optional<String> complaint(String name, AuthInfo user) {
        String its = " for user[" + name + "], and ";
        if (!allowExec && user.getExec() != null) {
            return Optional.of(program("exec[" + user.getExec().getCommand() + "]" + its));
        }
        if (!allowExec && user.getAuthProvider() != null) {
            return Optional.of(program("auth-provider[" + user.getAuthProvider().getName() + "]" + its));
        }
        return file("tokenFile", user.getTokenFile(), its, "token")
                .or(() -> file("client-certificate", user.getClientCertificate(), its, "client-certificate-data"))
                .or(() -> file("client-key", user.getClientKey(), its, "client-key-data"));
    }

    private static String program(String what) {
        return "has " + what + "may not name a program. Give a token or a client certificate, or allow it by "
                + PROPERTY + "allowExec.";
    }

    private Optional<String> file(String field, @Nullable String path, String its, String instead) {
        return allowFiles || !isGiven(path)
                ? Optional.empty()
                : Optional.of("has " + field + "[" + path + "]" + its + "may not name a file. Give " + instead
                        + ", or allow it by " + PROPERTY + "allowFiles.");
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isEmpty();
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return directory == null ? "given" : "below " + directory;
    }
}
