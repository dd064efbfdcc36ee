package io.henge.kubernetes.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * The certificate that a client shows and its private key, both in PEM as kubeconfigs give them: the key is RSA, EC or Ed25519
 * in PKCS#8 ({@code PRIVATE KEY}), RSA in PKCS#1 ({@code RSA PRIVATE KEY}) or EC in SEC1 ({@code EC PRIVATE KEY}).
 */
final class ClientKey {
    /** What is taken, as a sentence. */
    private static final String EXPECTED =
            "Expected PEM with an RSA, EC or Ed25519 key without a password, as PRIVATE KEY "
                    + "(PKCS#8), RSA PRIVATE KEY (PKCS#1) or EC PRIVATE KEY (SEC1).";

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /** Key algorithms of the JDK, each with a signature that shows whether a key and a certificate belong together. */
    private enum Algorithm {
        RSA("SHA256withRSA"),
        EC("SHA256withECDSA"),
        ED25519("Ed25519");

        private final String signature;

        Algorithm(String signature) {
            this.signature = signature;
        }
    }

    /** DER of the version 0 and the algorithm rsaEncryption, as PKCS#8 has them before the key. */
    private static final byte[] RSA_BEFORE_KEY = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    /** DER of the version 0. */
    private static final byte[] VERSION = HexFormat.of().parseHex("020100");

    /** DER of the algorithm ecPublicKey. */
    private static final byte[] EC_ALGORITHM = HexFormat.of().parseHex("06072a8648ce3d0201");

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int INTEGER = 0x02;
    private static final int EC_PARAMETERS = 0xa0;

    /** It cannot be used; the message is a sentence that names the field and what is expected. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private ClientKey() {}

    /**
     * For a TLS client that shows the certificate.
     *
     * @param certificate in Base64 of PEM, the certificates of those who issued it after it
     * @param key in Base64 of PEM
     */
    static KeyManager[] managers(String certificate, String key) throws Refused {
        List<Certificate> chain = chain(text("client-certificate", certificate));
        PrivateKey secret = read(text("client-key", key), chain.get(0).getPublicKey());
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("client", secret, new char[0], chain.toArray(Certificate[]::new));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, new char[0]);
            return managers.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The JDK does not take a key that it has read", e);
        }
    }

    private static String text(String field, String base64) throws Refused {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refused("its " + field + "-data is not Base64. Expected PEM in Base64.");
        }
    }

    private static List<Certificate> chain(String pem) throws Refused {
        String expected = "its client-certificate is none. Expected PEM with a CERTIFICATE.";
        try {
            Collection<? extends Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(certificatesOf(pem)));
            if (chain.isEmpty()) {
                throw new Refused(expected);
            }
            return List.copyOf(chain);
        } catch (CertificateException e) {
            throw new Refused(expected);
        }
    }

    /** Without what may stand around them, such as a text about each, or the key. */
    private static byte[] certificatesOf(String pem) {
        StringBuilder certificates = new StringBuilder();
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                certificates.append(block.group()).append('\n');
            }
        }
        return certificates.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static PrivateKey read(String pem, PublicKey its) throws Refused {
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            String title = block.group(1);
            if (title.equals("ENCRYPTED PRIVATE KEY") || block.group(2).contains("ENCRYPTED")) {
                throw new Refused("its client-key has a password, and nobody could be asked for it. " + EXPECTED);
            }
            if (title.endsWith("PRIVATE KEY")) {
                return matching(its, pkcs8(title, block.group(2)));
            }
        }
        throw new Refused("its client-key is none. " + EXPECTED);
    }

    private static byte[] pkcs8(String title, String body) throws Refused {
        try {
            byte[] der = Base64.getMimeDecoder().decode(body);
            return switch (title) {
                case "PRIVATE KEY" -> der;
                case "RSA PRIVATE KEY" -> der(SEQUENCE, RSA_BEFORE_KEY, der(OCTETS, der));
                case "EC PRIVATE KEY" ->
                    der(SEQUENCE, VERSION, der(SEQUENCE, EC_ALGORITHM, curveOf(der)), der(OCTETS, der));
                default -> throw new Refused("its client-key is a " + title + ". " + EXPECTED);
            };
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new Refused("its client-key cannot be read. " + EXPECTED);
        }
    }

    private static PrivateKey matching(PublicKey its, byte[] pkcs8) throws Refused {
        boolean isKey = false;
        for (Algorithm algorithm : Algorithm.values()) {
            Optional<PrivateKey> key = parse(algorithm, pkcs8);
            isKey |= key.isPresent();
            if (key.isPresent() && belongTogether(algorithm, key.get(), its)) {
                return key.get();
            }
        }
        throw new Refused(
                isKey
                        ? "its client-key is not that of its client-certificate. Give the two that were made together."
                        : "its client-key cannot be read. " + EXPECTED);
    }

    private static Optional<PrivateKey> parse(Algorithm algorithm, byte[] pkcs8) {
        try {
            return Optional.of(
                    KeyFactory.getInstance(algorithm.name()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK lacks " + algorithm, e);
        }
    }

    private static boolean belongTogether(Algorithm algorithm, PrivateKey key, PublicKey its) {
        byte[] some = {1};
        try {
            Signature signature = Signature.getInstance(algorithm.signature);
            signature.initSign(key);
            signature.update(some);
            byte[] signed = signature.sign();
            signature.initVerify(its);
            signature.update(some);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The OID of the curve, in DER, out of an ECPrivateKey (RFC 5915): version, key, {@code [0]} parameters. */
    private static byte[] curveOf(byte[] sec1) {
        ByteBuffer key = content(ByteBuffer.wrap(sec1), SEQUENCE);
        content(key, INTEGER);
        content(key, OCTETS);
        ByteBuffer curve = content(key, EC_PARAMETERS);
        byte[] oid = new byte[curve.remaining()];
        curve.get(oid);
        return oid;
    }

    private static ByteBuffer content(ByteBuffer der, int tag) {
        if ((der.get() & 0xff) != tag) {
            throw new IllegalArgumentException("Not of tag " + tag);
        }
        int length = der.get() & 0xff;
        if (length > 0x80) {
            int bytes = length & 0x7f;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = (length << Byte.SIZE) | (der.get() & 0xff);
            }
        }
        if (length < 0 || length > der.remaining()) {
            throw new IllegalArgumentException("Cut off");
        }
        ByteBuffer content = der.slice(der.position(), length);
        der.position(der.position() + length);
        return content;
    }

    private static byte[] der(int tag, byte[]... parts) {
        int length = List.of(parts).stream().mapToInt(part -> part.length).sum();
        byte[] head = length < 0x80
                ? new byte[] {(byte) tag, (byte) length}
                : length < 0x100
                        ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                        // Two bytes are enough for any key.
                        : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> Byte.SIZE), (byte) length};
        ByteBuffer der = ByteBuffer.allocate(head.length + length).put(head);
        List.of(parts).forEach(der::put);
        return der.array();
    }
}
