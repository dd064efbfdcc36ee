package io.henge.druid.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Throwables;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.druid.error.DruidException;
import org.apache.druid.indexing.common.task.Task;

/**
 * A task in JSON, read as Druid reads it where its types are known here, and else by what a Job needs of it.
 *
 * @param file for messages
 * @param notes told what is assumed of a task that is not known
 */
record TaskFile(Path file, RenderTypes types, Consumer<String> notes) {
    private static final TypeReference<Map<String, Object>> CONTEXT = new TypeReference<>() {};

    /** @throws IllegalArgumentException if it is no task, with a sentence */
    Task read(String text) throws JsonProcessingException {
        JsonNode json = types.json().readTree(text);
        try {
            return types.json().readValue(text, Task.class);
        } catch (UnknownTypes.Unknown e) {
            if (json.isObject() && json.path("type").isTextual()) {
                return given(
                        (ObjectNode) json,
                        "type[" + e.id() + "] is not known here, as where it belongs to an extension that"
                                + " is not on this machine");
            }
            throw e;
        } catch (JsonMappingException e) {
            if (json.isObject()
                    && types.services().isAnyMissing()
                    && Throwables.getRootCause(e) instanceof NullPointerException) {
                return given((ObjectNode) json, "it cannot be read without an Overlord's services");
            }
            throw e;
        }
    }

    private GivenTask given(ObjectNode json, String why) {
        Map<String, Object> context =
                json.path("context").isObject() ? types.json().convertValue(json.path("context"), CONTEXT) : Map.of();
        GivenTask task;
        try {
            task = GivenTask.of(json, context);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is " + e.getMessage(), e);
        } catch (DruidException e) {
            throw new IllegalArgumentException(file + " is no task that this Druid takes: " + e.getMessage(), e);
        }
        notes.accept(file + ": " + why + ". Assumed of the task: id[" + task.getId() + "], groupId[" + task.getGroupId()
                + "], dataSource[" + task.getDataSource() + "], broadcast data sources["
                + task.getBroadcastDatasourceLoadingSpec().getMode()
                + "]. Its JSON goes as it is given, without the defaults"
                + " that an Overlord writes into it.");
        return task;
    }
}
