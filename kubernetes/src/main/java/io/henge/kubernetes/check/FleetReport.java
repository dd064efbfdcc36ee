package io.henge.kubernetes.check;

import io.henge.kubernetes.check.Finding.Level;
import io.henge.kubernetes.document.Models;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was found out about all clusters, and how programs are told. */
public record FleetReport(List<CheckedCluster> clusters) {
    /** What follows from all findings together. */
    public enum Verdict {
        /** Every cluster would work. */
        WORKS,
        /** At least one would not. */
        PROBLEM,
        /** No cluster answered. */
        UNREACHABLE
    }

    public FleetReport {
        clusters = List.copyOf(clusters);
    }

    public Verdict verdict() {
        if (clusters.stream().noneMatch(CheckedCluster::reached)) {
            return Verdict.UNREACHABLE;
        }
        return clusters.stream().allMatch(CheckedCluster::works) ? Verdict.WORKS : Verdict.PROBLEM;
    }

    public String asJson() {
        return Models.TEXT.asJson(view());
    }

    public String asYaml() {
        return Models.TEXT.asYaml(view());
    }

    /** As a tree of maps and lists. */
    public Map<String, Object> view() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("verdict", word(verdict()));
        view.put("clusters", clusters.stream().map(FleetReport::view).toList());
        return view;
    }

    private static Map<String, Object> view(CheckedCluster report) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", report.name().value());
        view.put("reached", report.reached());
        view.put("works", report.works());
        if (report.serverVersion() != null) {
            view.put("serverVersion", report.serverVersion());
        }
        if (report.clockAhead() != null) {
            view.put("clockAheadSeconds", report.clockAhead().toSeconds());
        }
        Map<String, Object> counts = new LinkedHashMap<>();
        for (Level level : Level.values()) {
            counts.put(word(level), report.count(level));
        }
        view.put("counts", counts);
        List<Map<String, Object>> findings = new ArrayList<>();
        for (Finding finding : report.findings()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("level", word(finding.level()));
            one.put("about", finding.about());
            one.put("sentence", finding.sentence());
            findings.add(one);
        }
        view.put("findings", findings);
        return view;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
