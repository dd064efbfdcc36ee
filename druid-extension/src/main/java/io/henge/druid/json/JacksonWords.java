package io.henge.druid.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.google.common.base.Throwables;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Why Druid takes no task of a JSON, as far as that can be said without names of its classes. */
public final class JacksonWords {
    private static final Pattern FOREIGN = Pattern.compile(
            "Exception|\\b(java|org|com|io)\\.[a-z]|[`$]|\\bclass\\b|\\bnull\\b|[Cc]annot (de)?serialize");

    private JacksonWords() {}

    /** The field of which that is said, such as {@code spec.ioConfig[0]}; empty for the whole. */
    public static String fieldOf(JsonProcessingException e) {
        return e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step ->
                                step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                        .collect(Collectors.joining())
                        .replaceFirst("^\\.", "")
                : "";
    }

    /** A sentence; empty where nothing can be said. */
    public static String of(JsonProcessingException e) {
        if (e instanceof InvalidTypeIdException unknown) {
            String id = String.valueOf(unknown.getTypeId());
            return id.equals("null")
                    ? "its `type` is missing."
                    : "type[" + id
                            + "] is not known here. Is it spelled right, and are all extensions of the Overlord in"
                            + " druid.extensions.loadList?";
        } else if (e instanceof UnrecognizedPropertyException) {
            return "it is not known there.";
        } else if (e instanceof InvalidFormatException) {
            return "its value has the wrong form.";
        } else if (Throwables.getRootCause(e) == e && e instanceof MismatchedInputException) {
            return "its value is of the wrong kind.";
        }
        String words = String.valueOf(Throwables.getRootCause(e).getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        if (words.isEmpty() || FOREIGN.matcher(words).find()) {
            return "";
        }
        return words.endsWith(".") ? words : words + ".";
    }
}
