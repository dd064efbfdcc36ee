package io.henge.druid.dynamic;

import io.henge.druid.json.Fields;
import io.henge.druid.json.SentJson;
import io.henge.druid.json.WrongInputException;
import io.henge.druid.placement.StoredRules;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The dynamic configuration as somebody sends it, read strictly; what is stored is read by Jackson and leniently. Choosing
 * by type has two names: {@code default}, as Druid's own runner writes it, and {@code taskType}.
 */
public final class SentConfig {
    /** What to send, in words. */
    public static final String WHAT =
            "a JSON object with what is to change of capacity, podTemplateSelectStrategy, clusters and "
                    + StoredRules.FIELD;

    private static final String DEFAULT = "default";

    private SentConfig() {}

    /**
     * What the fields of a body say.
     *
     * @throws WrongInputException with a sentence that names the field and what to give
     */
    public static ExecutionConfig of(Fields sent) {
        @Nullable String type = sent.text("type");
        if (type != null && !type.equals(DEFAULT)) {
            throw wrong(sent, "type", type, DEFAULT + ", the one type there is");
        }
        @Nullable Fields choice = sent.object("podTemplateSelectStrategy");
        @Nullable Long capacity = sent.wholeNumber("capacity", 1, Integer.MAX_VALUE);
        @Nullable List<Fields> clusters = sent.objects("clusters");
        @Nullable StoredRules rules = StoredRules.sent(sent);
        sent.nothingElse();
        return new ExecutionConfig(
                type,
                choice == null ? null : choice(choice),
                capacity == null ? null : Math.toIntExact(capacity),
                clusters == null ? null : clusters.stream().map(Fields::whole).toList(),
                rules);
    }

    private static TemplateChoice choice(Fields sent) {
        @Nullable String type = sent.text("type");
        switch (type == null ? "" : type) {
            case DEFAULT, "taskType" -> {
                sent.nothingElse();
                return new TypeChoice();
            }
            case "selectorBased" -> {
                @Nullable List<Fields> selectors = sent.objects("selectors");
                sent.nothingElse();
                if (selectors == null) {
                    throw missing(sent, "selectors", "a list, in the order in which they count");
                }
                return new SelectorChoice(
                        selectors.stream().map(SentConfig::selector).toList());
            }
            default ->
                throw type == null
                        ? missing(sent, "type", "taskType or selectorBased")
                        : wrong(sent, "type", type, "taskType or selectorBased");
        }
    }

    private static TemplateSelector selector(Fields sent) {
        @Nullable String key = sent.text("selectionKey");
        @Nullable SortedMap<String, List<String>> tags = sent.textsByName("context.tags");
        @Nullable List<String> types = sent.texts("type");
        @Nullable List<String> dataSources = sent.texts("dataSource");
        sent.nothingElse();
        if (key == null || key.isBlank()) {
            throw missing(sent, "selectionKey", "the key of a pod template");
        }
        return new TemplateSelector(key, tags == null ? null : sets(tags), set(types), set(dataSources));
    }

    private static SortedMap<String, Set<String>> sets(SortedMap<String, List<String>> lists) {
        SortedMap<String, Set<String>> sets = new TreeMap<>();
        lists.forEach((name, values) -> sets.put(name, new LinkedHashSet<>(values)));
        return sets;
    }

    private static @Nullable Set<String> set(@Nullable List<String> values) {
        return values == null ? null : new LinkedHashSet<>(values);
    }

    private static WrongInputException missing(Fields sent, String name, String what) {
        return new WrongInputException("`" + sent.pathOf(name) + "` is missing or empty. Give " + what);
    }

    private static WrongInputException wrong(Fields sent, String name, String value, String what) {
        return new WrongInputException("`" + sent.pathOf(name) + "` is `" + SentJson.cut(value) + "`. Give " + what);
    }
}
