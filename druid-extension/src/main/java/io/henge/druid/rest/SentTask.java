package io.henge.druid.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.introspect.AnnotatedClassResolver;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.henge.druid.json.JacksonWords;
import io.henge.druid.json.SentJson;
import io.henge.druid.json.WrongInputException;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.druid.indexing.common.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * Reads tasks that are sent, as Druid reads them, but within bounds, and says what is wrong without names of classes.
 *
 * @param json with the types that this Overlord knows
 */
record SentTask(ObjectMapper json) {
    static final String WHAT = "a task as it would be submitted";

    /** @throws WrongInputException with a sentence, if there is no task */
    Task read(byte[] bytes) {
        SentJson.lookOverTask(bytes, WHAT);
        try {
            @Nullable Task task = json.readValue(bytes, Task.class);
            if (task == null) {
                throw new WrongInputException("The body is null. Send " + WHAT);
            }
            return task;
        } catch (JsonProcessingException e) {
            throw new WrongInputException("The body is no task that this Overlord can read" + why(e) + " Send " + WHAT);
        } catch (IOException e) {
            throw new WrongInputException("The body is no text in UTF-8. Send " + WHAT);
        }
    }

    private String why(JsonProcessingException e) {
        if (e instanceof InvalidTypeIdException unknown && unknown.getBaseType().hasRawClass(Task.class)) {
            @Nullable String type = unknown.getTypeId();
            return ": its `type` is " + (type == null ? "missing" : "`" + SentJson.cut(type) + "`") + ". Known are "
                    + known() + ".";
        }
        String field = JacksonWords.fieldOf(e);
        String reason = JacksonWords.of(e);
        return (field.isEmpty() ? "" : ": `" + SentJson.cut(field) + "`")
                + (reason.isEmpty() ? "." : ": " + SentJson.cut(reason));
    }

    private String known() {
        DeserializationConfig config = json.getDeserializationConfig();
        return json
                .getSubtypeResolver()
                .collectAndResolveSubtypesByTypeId(
                        config, AnnotatedClassResolver.resolve(config, json.constructType(Task.class), config))
                .stream()
                .map(NamedType::getName)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
