package io.henge.druid.metrics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.henge.druid.metrics.Metric.Shape;
import java.util.List;

/** The board for Grafana: rows of panels, each of which shows metrics of one unit. For one thread. */
final class Board {
    private static final String SOURCE = "${datasource}";
    private static final String CLUSTERS = "{k8s_cluster=~\"$cluster\"}";
    private static final int WIDTH = 24;
    private static final int PANEL_WIDTH = 8;
    private static final int PANEL_HEIGHT = 8;

    /** Of Grafana 10 and newer. */
    private static final int SCHEMA = 39;

    private final ObjectMapper json = new ObjectMapper();
    private final ObjectNode board = json.createObjectNode();
    private final ArrayNode panels;
    private int x;
    private int y;

    /** One line of a panel: what is asked for, and what it is called. */
    record Line(String expression, String legend) {}

    Board(String title) {
        board.put("title", title);
        board.put("uid", "henge");
        board.putArray("tags").add("druid").add("henge");
        board.put("editable", true);
        board.put("schemaVersion", SCHEMA);
        board.put("refresh", "30s");
        board.putObject("time").put("from", "now-6h").put("to", "now");
        ArrayNode variables = board.putObject("templating").putArray("list");
        variables
                .addObject()
                .put("name", "datasource")
                .put("label", "Data source")
                .put("type", "datasource")
                .put("query", "prometheus");
        ObjectNode cluster = variables
                .addObject()
                .put("name", "cluster")
                .put("label", "Cluster")
                .put("type", "query")
                .put("query", "label_values(" + name(Metric.CLUSTER_OBSERVED) + ", k8s_cluster)")
                .put("includeAll", true)
                .put("multi", true)
                .put("allValue", ".*")
                .put("refresh", 2);
        source(cluster);
        panels = board.putArray("panels");
    }

    private static void source(ObjectNode of) {
        of.putObject("datasource").put("type", "prometheus").put("uid", SOURCE);
    }

    /** Begins a row. */
    Board row(String title) {
        y += x == 0 ? 0 : PANEL_HEIGHT;
        x = 0;
        panel("row", title, WIDTH, 1);
        y += 1;
        x = 0;
        return this;
    }

    /** Adds lines over time. */
    Board panel(String title, String unit, List<Line> lines) {
        ObjectNode panel = panel("timeseries", title, PANEL_WIDTH, PANEL_HEIGHT);
        source(panel);
        ObjectNode field = panel.putObject("fieldConfig");
        field.putObject("defaults").put("unit", unit).put("min", 0);
        field.putArray("overrides");
        ArrayNode targets = panel.putArray("targets");
        for (Line line : lines) {
            ObjectNode target = targets.addObject();
            source(target);
            target.put("refId", String.valueOf((char) ('A' + targets.size() - 1)));
            target.put("expr", line.expression());
            target.put("legendFormat", line.legend());
        }
        return this;
    }

    private ObjectNode panel(String type, String title, int width, int height) {
        ObjectNode panel = panels.addObject();
        panel.put("id", panels.size());
        panel.put("type", type);
        panel.put("title", title);
        panel.putObject("gridPos").put("x", x).put("y", y).put("w", width).put("h", height);
        x += width;
        if (x >= WIDTH) {
            x = 0;
            y += height;
        }
        return panel;
    }

    /** What is so now, the same for whoever scrapes it. */
    static Line now(Metric metric, String by) {
        return new Line(grouped("max", by, name(metric) + of(metric)), by.isEmpty() ? words(metric) : legend(by));
    }

    /** How often it happened, a second. */
    static Line rate(Metric metric, String by) {
        String counted = name(metric) + (metric.shape() == Shape.HISTOGRAM ? "_count" : "");
        return new Line(grouped("sum", by, "rate(" + counted + of(metric) + "[$__rate_interval])"), legend(by));
    }

    /** How often it happened between two points. */
    static Line increase(Metric metric, String by) {
        String counted = name(metric) + (metric.shape() == Shape.HISTOGRAM ? "_count" : "");
        return new Line(grouped("sum", by, "increase(" + counted + of(metric) + "[$__rate_interval])"), legend(by));
    }

    /** Longer than that only one of a hundred takes. */
    static Line p99(Metric metric, String by) {
        String le = by.isEmpty() ? "le" : "le, " + by;
        return new Line(
                "histogram_quantile(0.99, sum by (" + le + ") (rate(" + name(metric) + "_bucket" + of(metric)
                        + "[$__rate_interval])))",
                by.isEmpty() ? words(metric) : words(metric) + " " + legend(by));
    }

    private static String of(Metric metric) {
        return metric.kind().bounded().contains(Sample.CLUSTER) ? CLUSTERS : "";
    }

    private static String grouped(String how, String by, String what) {
        return how + (by.isEmpty() ? "" : " by (" + by + ") ") + "(" + what + ")";
    }

    static String name(Metric metric) {
        return Exposed.of(metric).name();
    }

    private static String words(Metric metric) {
        return metric.sentAs().replace("k8s/", "").replace('/', ' ');
    }

    private static String legend(String by) {
        return by.isEmpty() ? "" : "{{" + by.replace(", ", "}} {{") + "}}";
    }

    String text() {
        return board.toPrettyString() + "\n";
    }
}
