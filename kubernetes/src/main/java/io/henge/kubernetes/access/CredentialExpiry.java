package io.henge.kubernetes.access;

import io.henge.kubernetes.document.Models;
import io.henge.shaded.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When what is shown to an API server is of no use any more, as far as it says so of itself. */
final class CredentialExpiry {
    private static final int JWT_PARTS = 3;

    private CredentialExpiry() {}

    /** The earlier of both; null where neither says. */
    static @Nullable Instant of(@Nullable String certificate, @Nullable String token) {
        return Stream.of(ofCertificate(certificate), ofToken(token))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** @param encoded PEM in Base64, the certificate of its owner first */
    private static Optional<Instant> ofCertificate(@Nullable String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] pem = Base64.getMimeDecoder().decode(encoded);
            return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem))
                            instanceof X509Certificate own
                    ? Optional.of(own.getNotAfter().toInstant())
                    : Optional.empty();
        } catch (CertificateException | IllegalArgumentException e) {
            // Whoever uses it says what is wrong with it.
            return Optional.empty();
        }
    }

    /** Of a JWT (RFC 7519), as service accounts have; any other token says nothing. */
    private static Optional<Instant> ofToken(@Nullable String token) {
        String[] parts = token == null ? new String[0] : token.split("\\.", -1);
        if (parts.length != JWT_PARTS) {
            return Optional.empty();
        }
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
            JsonNode expiry = Models.JSON
                    .readTree(new String(claims, StandardCharsets.UTF_8))
                    .path("exp");
            return expiry.isNumber() && expiry.asLong() > 0 && expiry.asLong() < Instant.MAX.getEpochSecond()
                    ? Optional.of(Instant.ofEpochSecond(expiry.asLong()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
