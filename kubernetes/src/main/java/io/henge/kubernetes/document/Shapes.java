package io.henge.kubernetes.document;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.henge.shaded.jackson.databind.JavaType;
import io.henge.shaded.jackson.databind.ObjectMapper;
import io.henge.shaded.jackson.databind.introspect.BeanPropertyDefinition;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What Kubernetes has at each place of an object, taken from the classes of its client. */
final class Shapes {
    /** Only asked about classes; reads nothing. */
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Bounded by the classes that an object of a pod can have. */
    private static final Map<JavaType, SortedMap<String, JavaType>> FIELDS = new ConcurrentHashMap<>();

    /** What kind of value is expected at a place. */
    enum Kind {
        OBJECT("an object: write its fields below, one a line"),
        MAP("an object: write `name: value` below, one a line"),
        LIST("a list: begin each element with `- `"),
        TEXT("a text"),
        WHOLE("a whole number"),
        FLAG("true or false"),
        QUANTITY("a quantity such as 500m, 2 or 4Gi"),
        WHOLE_OR_TEXT("a whole number or a text"),
        ANY("any value");

        private final String expected;

        Kind(String expected) {
            this.expected = expected;
        }

        /** What a value of this kind is, and where it helps, how it is written. */
        String expected() {
            return expected;
        }
    }

    private Shapes() {}

    static JavaType of(Class<?> type) {
        return MAPPER.constructType(type);
    }

    static Kind kind(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw == String.class) {
            return Kind.TEXT;
        } else if (raw == Integer.class || raw == Long.class) {
            return Kind.WHOLE;
        } else if (raw == Boolean.class) {
            return Kind.FLAG;
        } else if (raw == Quantity.class) {
            return Kind.QUANTITY;
        } else if (raw == IntOrString.class) {
            return Kind.WHOLE_OR_TEXT;
        } else if (type.isMapLikeType()) {
            return Kind.MAP;
        } else if (type.isCollectionLikeType()) {
            return Kind.LIST;
        }
        return raw.getPackageName().startsWith("io.fabric8") && !fields(type).isEmpty() ? Kind.OBJECT : Kind.ANY;
    }

    /** The fields of an object, in order of their names. */
    static SortedMap<String, JavaType> fields(JavaType type) {
        return FIELDS.computeIfAbsent(type, Shapes::introspected);
    }

    private static SortedMap<String, JavaType> introspected(JavaType type) {
        TreeMap<String, JavaType> fields = new TreeMap<>();
        for (BeanPropertyDefinition field :
                MAPPER.getDeserializationConfig().introspect(type).findProperties()) {
            fields.put(field.getName(), field.getPrimaryType());
        }
        return Collections.unmodifiableSortedMap(fields);
    }
}
