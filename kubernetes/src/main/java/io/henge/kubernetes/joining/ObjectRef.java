package io.henge.kubernetes.joining;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;

/**
 * Which object of a cluster.
 *
 * @param namespace empty for what is in none
 */
record ObjectRef(ObjectKind kind, String namespace, String name) {
    static ObjectRef of(HasMetadata object) {
        return new ObjectRef(
                ObjectKind.of(object),
                Objects.requireNonNullElse(object.getMetadata().getNamespace(), ""),
                object.getMetadata().getName());
    }

    String collection() {
        return kind.collection(namespace);
    }

    String path() {
        return collection() + "/" + name;
    }

    /** With its namespace before it, as kubectl has it. */
    String fullName() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    @Override
    public String toString() {
        return kind + "[" + fullName() + "]";
    }
}
