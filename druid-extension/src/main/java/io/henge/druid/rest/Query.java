package io.henge.druid.rest;

import io.henge.druid.json.WrongInputException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request's query: each known, given at most once and not empty. They are read here as text, since
 * what JAX-RS cannot convert it answers with 404 and nothing.
 */
final class Query {
    private static final int SHOWN_MAX = 80;

    private final Map<String, String> values = new TreeMap<>();

    private Query() {}

    /** What {@code work} answers to the query, or 400 with a sentence that names the parameter. */
    static Response read(UriInfo asked, List<String> known, Function<Query, Response> work) {
        try {
            return work.apply(of(asked, known));
        } catch (WrongInputException e) {
            return Answers.invalid(String.valueOf(e.getMessage()));
        }
    }

    /** For a path that has no parameters. */
    static Response none(UriInfo asked, Function<Query, Response> work) {
        return read(asked, List.of(), work);
    }

    private static Query of(UriInfo asked, List<String> known) {
        Query query = new Query();
        parameters(asked).forEach((name, given) -> {
            if (!known.contains(name)) {
                throw new WrongInputException("The parameter `" + cut(name) + "` is not known. "
                        + (known.isEmpty() ? "This path has none" : "Give any of " + String.join(", ", known)));
            }
            if (given.size() > 1) {
                throw new WrongInputException(
                        "The parameter `" + name + "` is given " + given.size() + " times. Give it once");
            }
            if (given.get(0).isEmpty()) {
                throw new WrongInputException("The parameter `" + name + "` is empty. Give a value, or leave it out");
            }
            query.values.put(name, given.get(0));
        });
        return query;
    }

    private static Map<String, List<String>> parameters(UriInfo asked) {
        try {
            return asked.getQueryParameters();
        } catch (IllegalArgumentException e) {
            throw new WrongInputException("The query cannot be decoded. Write `%` as `%25`, and other marks likewise");
        }
    }

    @Nullable
    String text(String name) {
        return values.get(name);
    }

    /** One of some words; what they are is said to whoever gives another. */
    @Nullable
    String oneOf(String name, List<String> words) {
        @Nullable String value = values.get(name);
        if (value != null && !words.contains(value)) {
            throw wrong(name, value, "one of " + String.join(", ", words));
        }
        return value;
    }

    /** Null where it is not given. */
    @Nullable
    Integer wholeNumber(String name, int min, int max) {
        @Nullable Long number = wholeNumber(name, (long) min, (long) max);
        return number == null ? null : Integer.valueOf(number.intValue());
    }

    /** Likewise, for numbers that may be larger than an int. */
    @Nullable
    Long wholeNumber(String name, long min, long max) {
        @Nullable String value = values.get(name);
        if (value == null) {
            return null;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below: it is no number, or one that no long can be.
        }
        throw wrong(name, value, "a whole number from " + min + " to " + max);
    }

    WrongInputException wrong(String name, String value, String what) {
        return new WrongInputException("The parameter `" + name + "` is `" + cut(value) + "`. Give " + what);
    }

    /** So much of it as is fit to be said again. */
    static String cut(String text) {
        return text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "…" : text;
    }
}
