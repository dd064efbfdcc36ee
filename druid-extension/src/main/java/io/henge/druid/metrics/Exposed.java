package io.henge.druid.metrics;

import com.google.common.base.Ascii;
import com.google.common.base.CaseFormat;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A metric as Prometheus has it: its name, labels and unit, which follow from those in Druid's events.
 *
 * @param labels their names, in the order of {@link #values}
 */
record Exposed(Metric metric, String base, List<String> labels) {
    /** What all names begin with. */
    static final String PREFIX = "henge_";

    /** Longer values of labels are cut: what comes from people's documents is to cost no more than that. */
    static final int VALUE_MAX = 200;

    private static final double MILLIS = 1_000;

    private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

    Exposed {
        labels = List.copyOf(labels);
    }

    static Exposed of(Metric metric) {
        List<String> words = new ArrayList<>(List.of(metric.sentAs().split("/", -1)));
        words.remove("k8s");
        words.remove("count");
        return new Exposed(
                metric,
                PREFIX + snake(String.join("_", words)),
                metric.kind().bounded().stream().map(Exposed::snake).toList());
    }

    private static String snake(String text) {
        return Ascii.toLowerCase(CaseFormat.LOWER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, text));
    }

    /** The name in queries; that of a histogram goes on with {@code _bucket}, {@code _sum} or {@code _count}. */
    String name() {
        return withUnit() + (metric.shape() == Metric.Shape.COUNTER ? "_total" : "");
    }

    /** The name without what the format adds to it. */
    String withUnit() {
        @Nullable Unit unit = unit();
        return unit == null ? base : base + "_" + unit;
    }

    /** Null for a number of things. */
    @Nullable
    Unit unit() {
        return metric.shape().isTime() ? Unit.SECONDS : null;
    }

    String type() {
        return switch (metric.shape()) {
            case COUNTER -> "counter";
            case NUMBER, SPAN, MOMENT -> "gauge";
            case HISTOGRAM -> "histogram";
        };
    }

    /** What the value is, for people. */
    String help() {
        return LINK.matcher(metric.meaning()).replaceAll("$1").replace("`", "");
    }

    double value(Number sent) {
        return metric.shape().isTime() ? sent.doubleValue() / MILLIS : sent.doubleValue();
    }

    /** The values of the labels; empty where the sample does not say. */
    List<String> values(Sample sample) {
        return metric.kind().bounded().stream()
                .map(dimension -> cut(String.valueOf(sample.dimensions().getOrDefault(dimension, ""))))
                .toList();
    }

    private static String cut(String value) {
        return Ascii.truncate(value, VALUE_MAX, "…");
    }
}
