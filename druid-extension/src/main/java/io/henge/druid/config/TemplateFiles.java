package io.henge.druid.config;

import io.henge.kubernetes.template.TemplateFile;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads which file is the pod template of which key, for one cluster: those that all share, with its own over them. */
final class TemplateFiles {
    private static final String COMMON = "k8s.podTemplate.";

    /** How the properties begin that name what all clusters share. */
    static final String SHARED = RunnerConfigReader.PREFIX + COMMON;

    private static final String OWN = "podTemplate.";

    private final Section section;

    private TemplateFiles(Section section) {
        this.section = section;
    }

    static SortedMap<String, TemplateFile> of(Section section) {
        return new TemplateFiles(section).read();
    }

    private SortedMap<String, TemplateFile> read() {
        PropertyBag bag = section.bag();
        TreeMap<String, TemplateFile> templates = new TreeMap<>();
        put(templates, bag.prefix() + COMMON, bag.below(COMMON));
        if (section.common() != null) {
            put(templates, section.spelled(OWN), bag.below(section.start() + OWN));
        }
        if (!templates.containsKey("base")) {
            bag.complain(bag.prefix() + COMMON + "base", null, "Give the path of a PodTemplate in YAML.");
        }
        return templates;
    }

    private void put(SortedMap<String, TemplateFile> templates, String start, SortedMap<String, PropertyValue> given) {
        given.forEach((key, value) -> {
            if (key.contains(".")) {
                refuseDots(start + key.replace('.', '_'), key, value, given);
                return;
            }
            @Nullable Path file = section.shared().pathOf(value, COMMON + key);
            if (file != null) {
                templates.put(key, new TemplateFile(value.spelled(), file));
            }
        });
    }

    /** Druid's own runner takes what stands behind the last dot, and of several that end the same whichever comes last. */
    private void refuseDots(String meant, String key, PropertyValue value, SortedMap<String, PropertyValue> given) {
        String last = lastWord(key);
        String others = given.entrySet().stream()
                .filter(other ->
                        !other.getKey().equals(key) && lastWord(other.getKey()).equals(last))
                .map(other -> "`" + other.getValue().spelled() + "`")
                .collect(Collectors.joining(" and "));
        section.bag()
                .complain(
                        value,
                        "A template's key has no dots, and the last word, " + last + ", is not taken for it"
                                + (others.isEmpty() ? "" : ", since that is what " + others + " would be, too")
                                + ". Give `" + meant
                                + "` (in an environment variable of Druid's image, __ stands for _), or leave it out.");
    }

    private static String lastWord(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }
}
