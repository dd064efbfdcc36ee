package io.henge.druid.placement;

import io.henge.core.attempt.TaskMatch;
import io.henge.core.placement.ClusterMatch;
import io.henge.core.placement.Labels;
import io.henge.core.placement.Rule;
import io.henge.core.placement.Rules;
import io.henge.druid.json.Fields;
import io.henge.druid.json.SentJson;
import io.henge.druid.json.WrongInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads rules of placement from JSON, strictly. */
public final class RulesReader {
    /** What to give, in words. */
    public static final String WHAT =
            "a JSON array of rules, such as [{\"name\":\"batch-in-a\",\"when\":{\"type\":[\"index\"]},"
                    + "\"require\":{\"labels\":{\"zone\":[\"a\"]}}}]";

    private static final String NAME_MAX = "1 to 63 characters";
    private static final int NAME_LENGTH_MAX = 63;

    private RulesReader() {}

    /**
     * The rules in the text of a JSON array.
     *
     * @param tasksMayTolerate see {@link Rules}
     * @throws WrongInputException with a sentence that names the field, its value and what to give
     */
    public static Rules rules(String json, boolean tasksMayTolerate) {
        byte[] object = ("{\"rules\":" + json + "}").getBytes(StandardCharsets.UTF_8);
        Fields sent = SentJson.of(object, WHAT, "The value");
        @Nullable List<Fields> rules = sent.objects("rules");
        sent.nothingElse();
        if (rules == null) {
            throw new WrongInputException("There are no rules. Give " + WHAT);
        }
        return new Rules(
                rules.stream().map(rule -> rule(rule, Rule.Source.PROPERTIES)).toList(), tasksMayTolerate);
    }

    static Rule rule(Fields sent, Rule.Source source) {
        String name = name(sent);
        @Nullable Fields when = sent.object("when");
        TaskMatch match = when == null ? TaskMatch.ALL : match(when);
        List<Rule.Word> words = words(sent);
        sent.nothingElse();
        if (words.size() != 1) {
            throw new WrongInputException("`" + sent.pathOf("name") + "` [" + name + "] says "
                    + (words.isEmpty() ? "nothing" : words.size() + " things")
                    + ". Give each rule one of require, exclude, prefer, tolerate and together");
        }
        return new Rule(name, match, words.get(0), source);
    }

    /** What a rule is called, by people. */
    static String name(Fields sent) {
        @Nullable String name = sent.text("name");
        if (name == null || !isName(name)) {
            throw new WrongInputException("`" + sent.pathOf("name") + "` is "
                    + (name == null ? "missing" : "[" + name + "]") + ". Give a name of " + NAME_MAX);
        }
        return name;
    }

    static boolean isName(String text) {
        return !text.isBlank() && text.length() <= NAME_LENGTH_MAX;
    }

    static TaskMatch match(Fields when) {
        TaskMatch match = new TaskMatch(
                set(when, "type"),
                set(when, "dataSource"),
                set(when, "groupId"),
                sets(when.textsByName("tags")),
                sets(when.textsByName("context")));
        when.nothingElse();
        return match;
    }

    /** All that one object says of clusters, in the order in which it is documented. */
    static List<Rule.Word> words(Fields sent) {
        List<Rule.Word> words = new ArrayList<>();
        @Nullable Fields require = sent.object("require");
        if (require != null) {
            words.add(new Rule.Require(clusters(require)));
        }
        @Nullable Fields exclude = sent.object("exclude");
        if (exclude != null) {
            words.add(new Rule.Exclude(clusters(exclude)));
        }
        @Nullable Fields prefer = sent.object("prefer");
        if (prefer != null) {
            words.add(preference(prefer));
        }
        @Nullable Fields tolerate = sent.object("tolerate");
        if (tolerate != null) {
            words.add(toleration(tolerate));
        }
        if (sent.flag("together")) {
            words.add(new Rule.Together());
        }
        return words;
    }

    private static Rule.Prefer preference(Fields prefer) {
        @Nullable Long weight = prefer.wholeNumber("weight", -Rule.WEIGHT_MAX, Rule.WEIGHT_MAX);
        return new Rule.Prefer(clusters(prefer), weight == null ? 1 : Math.toIntExact(weight));
    }

    private static Rule.Tolerate toleration(Fields tolerate) {
        @Nullable String key = tolerate.text("key");
        @Nullable String value = tolerate.text("value");
        tolerate.nothingElse();
        if (key == null) {
            throw new WrongInputException("`" + tolerate.pathOf("key") + "` is missing. Give the key of a taint");
        }
        return new Rule.Tolerate(checkedKey(tolerate, "key", key), value);
    }

    private static ClusterMatch clusters(Fields sent) {
        SortedMap<String, Set<String>> labels = sets(sent.textsByName("labels"));
        labels.keySet().forEach(key -> checkedKey(sent, "labels", key));
        ClusterMatch match = new ClusterMatch(set(sent, "name"), labels);
        sent.nothingElse();
        if (match.names().isEmpty() && match.labels().isEmpty()) {
            throw new WrongInputException("`" + sent.pathOf("name") + "` and `" + sent.pathOf("labels")
                    + "` are both missing. Give names of clusters, or labels with a list of values each");
        }
        return match;
    }

    private static String checkedKey(Fields sent, String field, String key) {
        if (!Labels.isKey(key)) {
            throw new WrongInputException("`" + sent.pathOf(field) + "` has the key [" + key
                    + "]. Give one that Kubernetes takes: at most 63 letters, digits and _.- behind, perhaps, a DNS name"
                    + " and a slash");
        }
        return key;
    }

    private static SortedSet<String> set(Fields sent, String name) {
        @Nullable List<String> texts = sent.texts(name);
        if (texts != null && texts.isEmpty()) {
            throw new WrongInputException("`" + sent.pathOf(name) + "` is empty. Give one at least, or leave it out");
        }
        return new TreeSet<>(texts == null ? List.of() : texts);
    }

    private static SortedMap<String, Set<String>> sets(@Nullable SortedMap<String, List<String>> lists) {
        TreeMap<String, Set<String>> sets = new TreeMap<>();
        if (lists != null) {
            lists.forEach((key, values) -> sets.put(key, new TreeSet<>(values)));
        }
        return sets;
    }
}
