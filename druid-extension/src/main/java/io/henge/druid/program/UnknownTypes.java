package io.henge.druid.program;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;

/** Tells a type that nothing here knows from everything else that may be wrong with some JSON. */
final class UnknownTypes extends DeserializationProblemHandler {
    /** Says which type is not known. */
    static final class Unknown extends JsonMappingException {
        private static final long serialVersionUID = 1L;

        private final String id;

        private Unknown(JsonParser parser, String id) {
            super(parser, "type[" + id + "] is not known");
            this.id = id;
        }

        String id() {
            return id;
        }
    }

    @Override
    public JavaType handleUnknownTypeId(
            DeserializationContext context, JavaType base, String id, TypeIdResolver resolver, String problem)
            throws Unknown {
        throw new Unknown(context.getParser(), id);
    }
}
