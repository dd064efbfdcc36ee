package io.henge.kubernetes.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Locale;
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

    /** As {@link #data}; what is given by value or as a file has to be at least one certificate. */
    @Nullable
    String certificates(String field, @Nullable String value, @Nullable String file) throws KubeconfigException {
        @Nullable String data = data(field, value, file);
        if (data == null || data.isEmpty()) {
            return data;
        }
        boolean byValue = value != null && !value.isEmpty();
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(data);
            if (!CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes))
                    .isEmpty()) {
                return data;
            }
        } catch (CertificateException | IllegalArgumentException e) {
            // The sentence below says what is expected; what was read may be secret, if it is another file's.
        }
        throw new KubeconfigException(
                source + ": its " + (byValue ? field + "-data" : field + "[" + file + "]")
                        + " holds no certificate. Give one in PEM"
                        + (byValue ? ", encoded in Base64." : ": a text that begins with -----BEGIN CERTIFICATE-----."),
                null);
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

    /**
     * What is going to be the value of a header, without the white space around it. Only visible characters of ASCII can be
     * (RFC 6750, section 2.1, for tokens): a client would refuse anything else in words that hold the whole value.
     *
     * @param field what gave it
     */
    String sendable(String field, String value) throws KubeconfigException {
        String stripped = value.strip();
        for (int i = 0; i < stripped.length(); i++) {
            char letter = stripped.charAt(i);
            if (letter <= ' ' || letter > '~') {
                throw new KubeconfigException(
                        source + ": its " + field + " has U+"
                                + String.format(Locale.ROOT, "%04X", (int) letter) + " as character " + (i + 1) + " of "
                                + stripped.length() + ". Give it in one line, of letters, digits and signs of ASCII.",
                        null);
            }
        }
        return stripped;
    }

    private KubeconfigException unreadable(String field, String file, IOException e) {
        return new KubeconfigException(
                source + ": its " + field + "[" + file + "] " + whyUnreadable(Path.of(file), e)
                        + ". Give a file that the Overlord's user can read.",
                e);
    }

    /** Why a file could not be read, as a clause. */
    static String whyUnreadable(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (e instanceof CharacterCodingException) {
            return "is not text in UTF-8";
        }
        if (Files.isDirectory(file)) {
            return "is a directory";
        }
        return "cannot be read (" + (Files.isReadable(file) ? e.getMessage() : "Permission denied") + ")";
    }
}
