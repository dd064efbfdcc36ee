package io.henge.testkit.way;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificate of a simulated cluster's API server, with its key, for whoever stands before that server. */
final class KeptKey {
    private static final char[] NO_PASSWORD = {};

    /** In DER, that a key is one of the curve P-256. */
    private static final String P256 = "301306072a8648ce3d020106082a8648ce3d030107";

    private KeptKey() {}

    /** For whoever serves with that certificate. */
    static SSLContext serving(Path pki) throws IOException, GeneralSecurityException {
        KeyStore own = empty();
        own.setKeyEntry("server", key(pki.resolve("server.key")), NO_PASSWORD, new Certificate[] {
            certificate(pki.resolve("server.crt"))
        });
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** For whoever asks a server that has it, and shows none of its own, by which it would be taken for somebody else. */
    static SSLContext asking(Path pki) throws IOException, GeneralSecurityException {
        KeyStore trusted = empty();
        trusted.setCertificateEntry("authority", certificate(pki.resolve("ca.crt")));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    /** As localkube writes it, which is not how Java reads one: what says of which curve it is has to stand around it. */
    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        String plain = HexFormat.of().formatHex(Base64.getMimeDecoder().decode(base64));
        String wrapped = part("30", "020100" + P256 + part("04", plain));
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(HexFormat.of().parseHex(wrapped)));
    }

    private static String part(String tag, String content) {
        int bytes = content.length() / 2;
        String length = bytes < 0x80
                ? HexFormat.of().toHexDigits((byte) bytes)
                : "81" + HexFormat.of().toHexDigits((byte) bytes);
        return tag + length + content;
    }
}
