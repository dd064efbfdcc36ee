package io.henge.kubernetes.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
    /** Far more than credentials take. */
    private static final int BYTES_MAX = 4 << 20;

    /** What is given by value, else the file's content in Base64; null if neither is given. */
    @Nullable
    String data(String field, @Nullable String value, @Nullable String file) throws KubeconfigException {
        if (file == null || (value != null && !value.isEmpty())) {
            return value;
        }
        try {
            return Base64.getEncoder().encodeToString(bytes(Path.of(file)));
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
            String token = text(Path.of(file)).strip();
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

    /** The text of an ordinary file, in UTF-8. */
    static String text(Path file) throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes(file)))
                .toString();
    }

    /** All of an ordinary file: reading a pipe or a device may never end, and nothing ends whoever reads it. */
    private static byte[] bytes(Path file) throws IOException {
        if (isOdd(file)) {
            throw new IOException("It is no ordinary file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new IOException("It is larger than " + BYTES_MAX / 1024 + " KiB");
            }
            return bytes;
        }
    }

    private static boolean isOdd(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    /** Why a file could not be read, as a clause. */
    static String whyUnreadable(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (isOdd(file)) {
            return "is no ordinary file, but a pipe or a device";
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
