package io.henge.kubernetes.joining;

import io.fabric8.kubernetes.api.model.rbac.Role;
import io.henge.kubernetes.document.Models;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The Role of {@code charts/rbac/role.yaml}, which the build puts beside this class: there is no second list of rights. */
final class ShippedRole {
    private static final String FILE = "role.yaml";

    private ShippedRole() {}

    static Role read() {
        try (InputStream file = Objects.requireNonNull(ShippedRole.class.getResourceAsStream(FILE), FILE)) {
            return Models.TEXT.unmarshal(file, Role.class);
        } catch (IOException e) {
            throw new UncheckedIOException("A file of ours cannot be read", e);
        }
    }
}
