package io.henge.kubernetes.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files that a kubeconfig, or a pod's service account, leads to.
 *
 * @param source how a sentence about what leads there begins
 */
record CredentialFiles(String source) {
    private static final int LATIN_1_MAX = 0xff;

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
    String tokenIn(String file) throws KubeconfigException {
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
     * A token without the white space around it. It is sent in a header, for which only visible characters of ASCII will do
     * (RFC 6750, section 2.1): of anything else a client would complain in words that hold the whole of it.
     *
     * @param field what gave it
     */
    String token(String field, String value) throws KubeconfigException {
        return sendable(
                field, value.strip(), letter -> letter > ' ' && letter <= '~', "letters, digits and signs of ASCII");
    }

    /**
     * The value of another header, which may have spaces within, and the signs of Latin-1 (RFC 9110, section 5.5).
     *
     * @param field what gave it
     */
    String header(String field, String value) throws KubeconfigException {
        return sendable(
                field,
                value,
                letter -> letter >= ' ' && letter <= LATIN_1_MAX && !Character.isISOControl(letter),
                "letters, digits, signs and spaces of Latin-1");
    }

    private String sendable(String field, String value, IntPredicate allowed, String expected)
            throws KubeconfigException {
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            if (!allowed.test(letter)) {
                throw new KubeconfigException(
                        source + ": its " + field + " has U+"
                                + String.format(Locale.ROOT, "%04X", (int) letter) + " as character " + (i + 1) + " of "
                                + value.length() + ". Give it in one line, of " + expected + ".",
                        null);
            }
        }
        return value;
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
            throw new IOException("no ordinary file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new IOException("larger than " + BYTES_MAX / 1024 + " KiB");
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
        if (e instanceof AccessDeniedException) {
            return "cannot be read (Permission denied)";
        }
        @Nullable String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return "cannot be read (" + reason + ")";
    }
}
