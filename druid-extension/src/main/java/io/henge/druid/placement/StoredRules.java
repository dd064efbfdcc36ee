package io.henge.druid.placement;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.henge.core.attempt.TaskMatch;
import io.henge.core.placement.Rule;
import io.henge.druid.json.Fields;
import io.henge.druid.json.SentJson;
import io.henge.druid.json.WrongInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules as the dynamic configuration holds them. What is sent is read strictly; what is stored is read whatever it is, since
 * it must keep no Overlord from leading: of a rule that cannot be read, only that the tasks that it is about wait is known.
 */
public final class StoredRules {
    /** The field that holds them. */
    public static final String FIELD = "placementRules";

    private final JsonNode json;
    private final List<Rule> rules;

    private StoredRules(JsonNode json, List<Rule> rules) {
        this.json = json;
        this.rules = List.copyOf(rules);
    }

    /** What is stored, whatever it is. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static StoredRules of(JsonNode json) {
        if (!json.isArray()) {
            return new StoredRules(json, List.of(unreadable(FIELD, TaskMatch.ALL, "It is no list")));
        }
        List<Rule> rules = new ArrayList<>();
        for (JsonNode one : json) {
            rules.add(stored(one, FIELD + "." + rules.size()));
        }
        return new StoredRules(json, rules);
    }

    /**
     * What somebody sends, null where that is nothing.
     *
     * @throws WrongInputException with a sentence that names the field, its value and what to give
     */
    public static @Nullable StoredRules sent(Fields sent) {
        @Nullable List<Fields> rules = sent.objects(FIELD);
        @Nullable JsonNode json = sent.asSent(FIELD);
        return rules == null || json == null
                ? null
                : new StoredRules(
                        json,
                        rules.stream()
                                .map(rule -> RulesReader.rule(rule, Rule.Source.DYNAMIC))
                                .toList());
    }

    private static Rule stored(JsonNode json, String otherwise) {
        try {
            return RulesReader.rule(fields(json), Rule.Source.DYNAMIC);
        } catch (WrongInputException e) {
            String name = json.path("name").asText();
            boolean named = RulesReader.isName(name);
            return unreadable(named ? name : otherwise, when(json), String.valueOf(e.getMessage()));
        }
    }

    /** The tasks that a rule is about of which nothing else can be read; all where that cannot be read either. */
    private static TaskMatch when(JsonNode json) {
        try {
            @Nullable Fields when = fields(json).object("when");
            return when == null ? TaskMatch.ALL : RulesReader.match(when);
        } catch (WrongInputException e) {
            return TaskMatch.ALL;
        }
    }

    private static Fields fields(JsonNode json) {
        return SentJson.of(json.toString().getBytes(StandardCharsets.UTF_8), "a rule", "It");
    }

    private static Rule unreadable(String name, TaskMatch when, String why) {
        return new Rule(name, when, new Rule.Unreadable(why), Rule.Source.DYNAMIC);
    }

    /** In the order in which they are written. */
    public List<Rule> rules() {
        return rules;
    }

    /** As they were sent. */
    @JsonValue
    public JsonNode json() {
        return json;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof StoredRules stored && json.equals(stored.json));
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
