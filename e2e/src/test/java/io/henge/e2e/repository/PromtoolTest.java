package io.henge.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus' own tool says of alerts and board. Needs that tool, though no cluster. */
@Tag("real-cluster")
@Timeout(120)
class PromtoolTest {
    private static final Path NOTHING = Path.of("/dev/null");

    @TempDir
    private Path dir;

    @Test
    void theAlertsAreSound() throws Exception {
        int alerts = Alerts.ofTheRepository().rules().size();
        assertThat(Promtool.run(NOTHING, "check", "rules", "--lint=all", "--lint-fatal", Alerts.RULES.toString()))
                .contains("SUCCESS: " + alerts + " rules found");
    }

    @Test
    void theAlertsFireWhereTheyShouldAndNotWhereTheyShouldNot() throws Exception {
        assertThat(Promtool.run(NOTHING, "test", "rules", Alerts.CASES.toString()))
                .contains("SUCCESS");
    }

    /** Each one as a rule, which is read as a whole. */
    @Test
    void everyExpressionOfTheBoardCanBeRead() throws Exception {
        ObjectMapper json = new ObjectMapper();
        JsonNode board = json.readTree(
                Alerts.ROOT.resolve("charts/dashboards/henge.json").toFile());
        StringBuilder rules = new StringBuilder("groups:\n- name: board\n  rules:\n");
        int count = 0;
        for (JsonNode expression : board.findValues("expr")) {
            String read = expression.asText().replace("$__rate_interval", "5m").replace("$cluster", ".*");
            rules.append("  - record: board:").append(count++).append("\n    expr: ");
            rules.append(json.writeValueAsString(read)).append('\n');
        }
        assertThat(count).isGreaterThan(20);
        Path file = Files.writeString(dir.resolve("board.yaml"), rules);
        assertThat(Promtool.run(NOTHING, "check", "rules", file.toString()))
                .contains("SUCCESS: " + count + " rules found");
    }
}
