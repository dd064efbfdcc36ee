package io.henge.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each alert is one that people can go by: tested, with a page that says what to do, on metrics that there are. */
class AlertsTest {
    private static final Pattern METRIC = Pattern.compile("\\bhenge_[a-z_]+");

    private final Alerts alerts = Alerts.ofTheRepository();

    private static Path page(String alert) {
        return Alerts.ROOT.resolve("docs/runbooks/" + alert + ".md");
    }

    @Test
    void everyAlertSaysWhatItIsAndWhereToReadOn() {
        assertThat(alerts.rules()).hasSizeGreaterThan(10).allSatisfy(rule -> {
            assertThat(rule.name()).matches("Henge([A-Z][a-z]+)+");
            assertThat(rule.severity()).isIn("critical", "warning", "info");
            assertThat(rule.annotations().keySet()).containsExactlyInAnyOrder("summary", "description", "runbook_url");
            assertThat(rule.annotations().get("summary")).endsWith(".");
            assertThat(rule.annotations().get("description")).endsWith(".");
            assertThat(rule.annotations()).containsEntry("runbook_url", "docs/runbooks/" + rule.name() + ".md");
        });
        assertThat(alerts.names()).doesNotHaveDuplicates();
    }

    @Test
    void everyAlertHasItsPageAndEveryPageItsAlert() throws IOException {
        Set<String> pages = new TreeSet<>();
        try (Stream<Path> files = Files.list(Alerts.ROOT.resolve("docs/runbooks"))) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> !file.equals("README.md"))
                    .forEach(file -> pages.add(file.replace(".md", "")));
        }
        assertThat(pages).containsExactlyInAnyOrderElementsOf(alerts.names());
        String index = Files.readString(page("README"));
        for (String alert : alerts.names()) {
            assertThat(index).contains("[" + alert + "](" + alert + ".md)");
            assertThat(Files.readString(page(alert)).lines().filter(line -> line.startsWith("#")))
                    .as(alert)
                    .containsExactly(
                            "# " + alert,
                            "## What it means",
                            "## What to look at",
                            "## What to do",
                            "## What not to do");
        }
    }

    @Test
    void everyMetricThatAnAlertGoesByIsThere() throws IOException {
        String reference = Files.readString(Alerts.ROOT.resolve("docs/reference/metrics.md"));
        assertThat(alerts.rules()).allSatisfy(rule -> {
            Set<String> named = METRIC.matcher(rule.expression())
                    .results()
                    .map((MatchResult match) -> match.group().replaceAll("_(bucket|sum|count)$", ""))
                    .collect(Collectors.toSet());
            assertThat(named).allSatisfy(name -> assertThat(reference).contains("`" + name + "`"));
        });
    }

    @Test
    void everyAlertIsTriedWhereItFiresAndWhereItDoesNot() {
        assertThat(alerts.firing()).containsExactlyInAnyOrderElementsOf(alerts.names());
        assertThat(alerts.silent()).containsExactlyInAnyOrderElementsOf(alerts.names());
    }
}
