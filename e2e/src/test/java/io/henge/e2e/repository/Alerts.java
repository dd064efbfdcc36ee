package io.henge.e2e.repository;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The alerts below charts/alerts, and the cases by which they are tested. */
record Alerts(List<Rule> rules, Set<String> firing, Set<String> silent) {
    static final Path ROOT = Path.of(System.getProperty("henge.root"));
    static final Path RULES = ROOT.resolve("charts/alerts/henge-alerts.yaml");
    static final Path CASES = ROOT.resolve("charts/alerts/henge-alerts-test.yaml");

    /** One alert. */
    record Rule(String name, String expression, String severity, Map<String, String> annotations) {
        private static Rule of(JsonNode rule) {
            Map<String, String> annotations = new TreeMap<>();
            rule.path("annotations")
                    .fields()
                    .forEachRemaining(
                            one -> annotations.put(one.getKey(), one.getValue().asText()));
            return new Rule(
                    rule.path("alert").asText(),
                    rule.path("expr").asText(),
                    rule.at("/labels/severity").asText(),
                    annotations);
        }
    }

    static Alerts ofTheRepository() {
        List<Rule> rules = new ArrayList<>();
        for (JsonNode group : read(RULES).path("groups")) {
            group.path("rules").forEach(rule -> rules.add(Rule.of(rule)));
        }
        Set<String> firing = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        for (JsonNode test : read(CASES).path("tests")) {
            for (JsonNode one : test.path("alert_rule_test")) {
                (one.path("exp_alerts").isEmpty() ? silent : firing)
                        .add(one.path("alertname").asText());
            }
        }
        return new Alerts(List.copyOf(rules), firing, silent);
    }

    List<String> names() {
        return rules.stream().map(Rule::name).toList();
    }

    private static JsonNode read(Path file) {
        try {
            Map<?, ?> read = new KubernetesSerialization().unmarshal(Files.readString(file), Map.class);
            return new ObjectMapper().valueToTree(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
