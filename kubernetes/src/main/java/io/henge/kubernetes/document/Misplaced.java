package io.henge.kubernetes.document;

import io.henge.kubernetes.document.Fit.Place;
import io.henge.kubernetes.document.Shapes.Kind;
import io.henge.shaded.jackson.databind.JavaType;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a field belongs that stands at a place where there is none of its name, as after a wrong indentation. */
final class Misplaced {
    private Misplaced() {}

    /** In an object around it, nearest first, else one or two levels further in. */
    static Optional<String> of(String name, Place place) {
        @Nullable Place outer = place.outer();
        while (outer != null) {
            if (Shapes.kind(outer.type()) == Kind.OBJECT
                    && Shapes.fields(outer.type()).containsKey(name)) {
                return Optional.of("`" + Paths.child(outer.path(), name) + "`");
            }
            outer = outer.outer();
        }
        return below(name, place, 2);
    }

    private static Optional<String> below(String name, Place place, int levels) {
        for (Map.Entry<String, JavaType> field : Shapes.fields(place.type()).entrySet()) {
            Place inner = place.field(field.getKey(), field.getValue());
            Kind kind = Shapes.kind(field.getValue());
            if (kind == Kind.OBJECT && Shapes.fields(inner.type()).containsKey(name)) {
                return Optional.of("`" + Paths.child(inner.path(), name) + "`");
            }
            @Nullable JavaType element = kind == Kind.LIST ? inner.type().getContentType() : null;
            if (element != null
                    && Shapes.kind(element) == Kind.OBJECT
                    && Shapes.fields(element).containsKey(name)) {
                return Optional.of("`" + Paths.child(inner.path() + "[]", name) + "`");
            }
        }
        for (Map.Entry<String, JavaType> field : Shapes.fields(place.type()).entrySet()) {
            if (levels > 1 && Shapes.kind(field.getValue()) == Kind.OBJECT) {
                Optional<String> found = below(name, place.field(field.getKey(), field.getValue()), levels - 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
