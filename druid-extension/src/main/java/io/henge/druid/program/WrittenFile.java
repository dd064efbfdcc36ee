package io.henge.druid.program;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.henge.druid.json.JacksonWords;
import io.henge.kubernetes.document.DocumentException;
import io.henge.kubernetes.document.Remark;
import io.henge.kubernetes.document.TextFile;
import java.io.IOException;
import java.nio.file.Path;

/** A file that a command was given: its text, and its JSON if it is a task; what is wrong is said by file, line and field. */
record WrittenFile(Path path) {
    /** Far above the largest task that can be shipped. */
    private static final int BYTES_MAX = 256 << 20;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws IllegalArgumentException if there is none */
    String text() {
        try {
            return TextFile.read(path, BYTES_MAX);
        } catch (DocumentException e) {
            throw new IllegalArgumentException(Remark.text(path.toString(), e.remarks()), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(path + " cannot be read now (" + e.getMessage() + ").", e);
        }
    }

    /**
     * The text of a task: one JSON object that says what type it is of.
     *
     * @throws IllegalArgumentException if it is none
     */
    String task() {
        String text = text();
        if (text.isBlank()) {
            throw new IllegalArgumentException(path + " is empty. Expected a task in JSON: one object, with `type`.");
        }
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(path + ", " + place(e.getLocation()) + ": " + noJson(e), e);
        }
        if (!json.isObject()) {
            throw new IllegalArgumentException(
                    path + " is " + kind(json) + " in JSON. Expected a task: one object, with `type`.");
        }
        JsonNode type = json.path("type");
        if (!type.isTextual() || type.textValue().isEmpty()) {
            String found = type.isMissingNode() ? "is missing" : type.isTextual() ? "is empty" : "is " + kind(type);
            throw new IllegalArgumentException(path + ": type " + found
                    + ". Expected the type of the task, such as \"type\": \"index_parallel\"." + hint(json));
        }
        return text;
    }

    /** What people take for a task. */
    private static String hint(JsonNode json) {
        if (json.has("task")) {
            return " It seems to be an answer of Druid: take what is below `task` or `payload`.";
        }
        return json.has("query") ? " It seems to be an SQL query, of which Druid makes the task." : "";
    }

    private static String noJson(JsonProcessingException e) {
        String words = String.valueOf(e.getOriginalMessage());
        if (words.startsWith("Trailing token")) {
            return "something follows the end of the task. Give one JSON object, and nothing behind it.";
        } else if (words.contains("end-of-input")) {
            return "the file ends before the task does. Close its quotes and brackets.";
        } else if (e instanceof InputCoercionException) {
            return "a number that is too large.";
        }
        return "no JSON. Mend quotes, commas and brackets there or just above; JSON has no comments, and no comma before"
                + " a closing bracket.";
    }

    /** A refusal of a task that is JSON, and that Druid does not take. */
    IllegalArgumentException refusal(JsonProcessingException e) {
        String field = JacksonWords.fieldOf(e);
        String reason = JacksonWords.of(e);
        return new IllegalArgumentException(
                path + ", " + place(e.getLocation()) + (field.isEmpty() ? ": the task" : ": " + field)
                        + " is not what this Druid takes" + (reason.isEmpty() ? "." : ": " + reason)
                        + " See Druid's documentation of the task's type.",
                e);
    }

    private static String place(JsonLocation at) {
        return at == null || at.getLineNr() < 1 ? "line 1" : "line " + at.getLineNr();
    }

    private static String kind(JsonNode json) {
        JsonNodeType type = json.getNodeType();
        return switch (type) {
            case ARRAY -> "a list";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL, MISSING -> "nothing";
            case OBJECT, POJO, BINARY -> "an object";
        };
    }
}
