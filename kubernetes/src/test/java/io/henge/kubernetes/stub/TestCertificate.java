package io.henge.kubernetes.stub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A certificate that vouches for itself, with its key, made by the JDK's keytool. */
public final class TestCertificate {
    private static final String PASSWORD = "password";
    private static final String ALIAS = "it";

    private final KeyStore store;

    private TestCertificate(KeyStore store) {
        this.store = store;
    }

    /** Of 127.0.0.1, with an RSA key. */
    public static TestCertificate make(Path dir, String name)
            throws IOException, GeneralSecurityException, InterruptedException {
        return make(dir, name, "RSA", "ip:127.0.0.1");
    }

    /**
     * With a key of that algorithm.
     *
     * @param of whom it is of, such as {@code dns:api.internal}
     */
    public static TestCertificate make(Path dir, String name, String algorithm, String of)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = dir.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=" + of,
                        "-validity",
                        "2")
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve(name + ".log").toFile())
                .start();
        if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
            keytool.destroyForcibly();
            throw new IOException("keytool failed: " + Files.readString(dir.resolve(name + ".log")));
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new TestCertificate(store);
    }

    public Certificate certificate() throws GeneralSecurityException {
        return store.getCertificate(ALIAS);
    }

    /** In PEM, as kubeconfigs name it. */
    public String certificatePem() throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate().getEncoded());
    }

    /** In PEM, as kubeconfigs name it. */
    public String keyPem() throws GeneralSecurityException {
        return pem("PRIVATE KEY", key().getEncoded());
    }

    public Key key() throws GeneralSecurityException {
        return store.getKey(ALIAS, PASSWORD.toCharArray());
    }

    public static String pem(String title, byte[] content) {
        return "-----BEGIN " + title + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + title + "-----\n";
    }

    /** A server of this certificate, to whom clients may show any. */
    public SSLContext server() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), new TrustManager[] {new Anybody()}, new SecureRandom());
        return tls;
    }

    /** The server looks at certificates by itself. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
