package io.henge.druid.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus reads of the text, or a failed assertion where the text is not one that it reads: each family with its kind
 * before its samples, no family and no series twice, values that are numbers, labels that are escaped.
 */
public final class Scrape {
    private static final Pattern COMMENT = Pattern.compile("# (TYPE|HELP|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) ?(.*)");
    private static final String LABEL = "([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\"";
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(" + LABEL + "(?:," + LABEL + ")*)})? (-?[0-9][0-9.eE+-]*)");
    private static final Pattern ONE_LABEL = Pattern.compile(LABEL);

    private final Map<String, String> types = new TreeMap<>();
    private final Map<String, String> helps = new TreeMap<>();
    private final List<Point> points = new ArrayList<>();

    private Scrape() {}

    /** One value of one series. */
    public record Point(String name, Map<String, String> labels, double value) {}

    /** Reads either format; an OpenMetrics text ends with its mark. */
    public static Scrape of(String text, boolean openMetrics) {
        Scrape scrape = new Scrape();
        assertThat(text).endsWith(openMetrics ? "\n# EOF\n" : "\n");
        Set<String> series = new HashSet<>();
        String family = "";
        for (String line : text.lines().toList()) {
            if (line.equals("# EOF")) {
                continue;
            }
            Matcher comment = COMMENT.matcher(line);
            if (comment.matches()) {
                family = comment.group(2);
                scrape.take(comment.group(1), family, comment.group(3));
                continue;
            }
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            assertThat(sample.group(1)).as("within its family").startsWith(family);
            assertThat(scrape.types).as(line).containsKey(family);
            Map<String, String> labels = labels(sample.group(2));
            assertThat(series.add(sample.group(1) + labels)).as("once: " + line).isTrue();
            scrape.points.add(new Point(sample.group(1), labels, Double.parseDouble(sample.group(7))));
        }
        return scrape;
    }

    private void take(String what, String family, String said) {
        if (what.equals("TYPE")) {
            assertThat(types.put(family, said)).as("one type of " + family).isNull();
        } else if (what.equals("HELP")) {
            assertThat(helps.put(family, said)).as("one help of " + family).isNull();
        } else {
            assertThat(family).endsWith("_" + said);
        }
    }

    private static Map<String, String> labels(String all) {
        Map<String, String> labels = new TreeMap<>();
        if (all != null) {
            for (MatchResult one : ONE_LABEL.matcher(all).results().toList()) {
                String value =
                        one.group(2).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
                assertThat(labels.put(one.group(1), value))
                        .as("once: " + one.group(1))
                        .isNull();
            }
        }
        return labels;
    }

    /** The kind of each family, by its name. */
    public Map<String, String> types() {
        return types;
    }

    public Map<String, String> helps() {
        return helps;
    }

    /** The values of one name. */
    public List<Point> of(String name) {
        return points.stream().filter(point -> point.name().equals(name)).toList();
    }
}
