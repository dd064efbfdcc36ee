package io.henge.cli.overlord;

import io.henge.cli.exit.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom we trust and who we are to an Overlord behind TLS: files in PEM that the environment names. */
public final class TlsFiles {
    private static final String CA = "HENGE_CA_FILE";
    private static final String CERTIFICATE = "HENGE_CERTIFICATE_FILE";
    private static final String KEY = "HENGE_KEY_FILE";
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----", Pattern.DOTALL);

    /** The store is in memory only. */
    private static final char[] NO_PASSWORD = new char[0];

    private TlsFiles() {}

    /**
     * How connections are made secure, or nothing where Java's own ways are enough.
     *
     * @throws Refused if a file cannot be used, or one of a pair is missing
     */
    public static Optional<SSLContext> of(Map<String, String> environment) {
        @Nullable String ca = environment.get(CA);
        @Nullable String certificate = environment.get(CERTIFICATE);
        @Nullable String key = environment.get(KEY);
        if ((certificate == null) != (key == null)) {
            throw refused(CERTIFICATE + " and " + KEY + ": only one of them is set. Set both, or none of them.");
        }
        if (ca == null && certificate == null) {
            return Optional.empty();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    certificate == null || key == null ? null : identity(certificate, key),
                    ca == null ? null : authorities(ca),
                    null);
            return Optional.of(context);
        } catch (GeneralSecurityException | IOException e) {
            throw refused("The files of " + CA + ", " + CERTIFICATE + " and " + KEY + " cannot be used together: "
                    + e.getMessage() + ".");
        }
    }

    private static TrustManager[] authorities(String file) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        int number = 0;
        for (Certificate authority : certificates(CA, file)) {
            store.setCertificateEntry("authority-" + number++, authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] identity(String certificateFile, String keyFile)
            throws GeneralSecurityException, IOException {
        Certificate[] chain = certificates(CERTIFICATE, certificateFile).toArray(Certificate[]::new);
        KeyStore store = emptyStore();
        store.setKeyEntry("us", key(keyFile, chain[0].getPublicKey().getAlgorithm()), NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(String variable, String file)
            throws CertificateException {
        byte[] text = read(variable, file);
        try {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(text));
            if (!found.isEmpty()) {
                return found;
            }
        } catch (CertificateException e) {
            // Said below, as of a file with something else.
        }
        throw refused(variable + ": " + file + " holds no certificate. Give a file in PEM with BEGIN CERTIFICATE.");
    }

    private static PrivateKey key(String file, String algorithm) throws GeneralSecurityException {
        Matcher pem = PKCS8.matcher(new String(read(KEY, file), StandardCharsets.ISO_8859_1));
        try {
            if (pem.find()) {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(
                                Base64.getMimeDecoder().decode(pem.group(1).strip())));
            }
        } catch (IllegalArgumentException | InvalidKeySpecException e) {
            throw refused(KEY + ": " + file + " holds no key for the certificate of " + CERTIFICATE
                    + ", which is one of " + algorithm + ". Give the key that belongs to it.");
        }
        throw refused(
                KEY + ": " + file + " holds no key without a password in PKCS#8. Make one by `openssl pkcs8 -topk8"
                        + " -nocrypt -in OLD -out NEW`, readable to you alone.");
    }

    private static byte[] read(String variable, String file) {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (NoSuchFileException | InvalidPathException e) {
            throw refused(variable + ": \"" + file + "\" is no file. Give one in PEM.");
        } catch (IOException e) {
            throw refused(variable + ": " + file + " cannot be read. Give yourself read access to it.");
        }
    }

    private static Refused refused(String complaint) {
        return new Refused(List.of(complaint));
    }
}
