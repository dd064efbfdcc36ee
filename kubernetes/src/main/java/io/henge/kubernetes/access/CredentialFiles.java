package io.henge.kubernetes.access;

import io.henge.kubernetes.call.ApiFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files that a kubeconfig, or a pod's service account, leads to.
 *
 * @param source how a sentence about what leads there begins
 */
record CredentialFiles(String source) {
    /** What is given by value, else the file's content in Base64; null if neither is given. */
    @Nullable
    String data(String field, @Nullable String value, @Nullable String file) throws KubeconfigException {
        if (file == null || (value != null && !value.isEmpty())) {
            return value;
        }
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(file)));
        } catch (IOException e) {
            throw unreadable(field, file, e);
        }
    }

    /** The token in a file, without the white space around it. */
    String token(String file) throws KubeconfigException {
        try {
            String token = Files.readString(Path.of(file)).strip();
            if (token.isEmpty() || token.chars().anyMatch(Character::isWhitespace)) {
                throw new KubeconfigException(
                        source + ": its tokenFile[" + file
                                + "] holds no token. Give a file with one, and nothing else.",
                        null);
            }
            return token;
        } catch (IOException e) {
            throw unreadable("tokenFile", file, e);
        }
    }

    private KubeconfigException unreadable(String field, String file, IOException e) {
        String why =
                e instanceof NoSuchFileException ? "does not exist" : "cannot be read (" + ApiFailures.named(e) + ")";
        return new KubeconfigException(
                source + ": its " + field + "[" + file + "] " + why
                        + ". Give a file that the Overlord's user can read.",
                e);
    }
}
