package io.henge.druid.metrics;

import static io.henge.druid.metrics.Board.increase;
import static io.henge.druid.metrics.Board.now;
import static io.henge.druid.metrics.Board.p99;
import static io.henge.druid.metrics.Board.rate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.druid.GeneratedPart;
import io.henge.druid.metrics.Board.Line;
import io.henge.druid.metrics.Metric.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** charts/dashboards/henge.json is the board that is made here; it shows every metric there is, each in its unit. */
class BoardPageTest {
    private static final String SECONDS = "s";
    private static final String NUMBER = "short";
    private static final String PER_SECOND = "ops";
    private static final String MOMENT = "dateTimeFromNow";

    private static final Path FILE = Path.of("..", "charts", "dashboards", "henge.json");
    private static final Pattern NAME = Pattern.compile(Exposed.PREFIX + "[a-z_]+");

    private static Board board() {
        Board board = new Board("Henge");
        board.row("Clusters")
                .panel(
                        "State",
                        NUMBER,
                        List.of(new Line(
                                "max by (k8s_cluster, state) (henge_cluster_state{k8s_cluster=~\"$cluster\"}) == 1",
                                "{{k8s_cluster}} {{state}}")))
                .panel("Observed", NUMBER, List.of(now(Metric.CLUSTER_OBSERVED, "k8s_cluster")))
                .panel("Last sign of life", SECONDS, List.of(now(Metric.EVIDENCE_AGE, "k8s_cluster, channel")))
                .panel("Silence of the watches", SECONDS, List.of(now(Metric.WATCH_AGE, "k8s_cluster")))
                .panel("Places that are used", NUMBER, List.of(now(Metric.SLOT_USED_COUNT, "k8s_cluster")))
                .panel("Places that are free", NUMBER, List.of(now(Metric.SLOT_FREE_COUNT, "k8s_cluster")))
                .panel(
                        "Credentials run out",
                        MOMENT,
                        List.of(new Line(
                                "min by (k8s_cluster) (henge_credentials_expiry_seconds{k8s_cluster=~\"$cluster\"}) * 1000",
                                "{{k8s_cluster}}")));
        board.row("Tasks")
                .panel("Run", NUMBER, List.of(now(Metric.RUNNING_COUNT, "k8s_cluster")))
                .panel("Placed, and do not run yet", NUMBER, List.of(now(Metric.PENDING_COUNT, "k8s_cluster")))
                .panel("Wait for a cluster", NUMBER, List.of(now(Metric.WAITING_COUNT, "")))
                .panel("Longest wait", SECONDS, List.of(now(Metric.WAITING_AGE, "")))
                .panel(
                        "From hand-over to running, 99 of 100",
                        SECONDS,
                        List.of(p99(Metric.PENDING_TIME, "k8s_cluster")))
                .panel(
                        "From placement to Job and to running, 99 of 100",
                        SECONDS,
                        List.of(p99(Metric.LAUNCH_TIME, "k8s_cluster"), p99(Metric.STARTUP_TIME, "k8s_cluster")))
                .panel("Ended", NUMBER, List.of(increase(Metric.OUTCOME_LAG, "k8s_cluster, task_status")))
                .panel(
                        "From end to Druid's knowing, 99 of 100",
                        SECONDS,
                        List.of(p99(Metric.OUTCOME_LAG, "k8s_cluster")));
        board.row("Failover")
                .panel("Taken from a cluster", NUMBER, List.of(increase(Metric.FAILOVER_COUNT, "k8s_cluster, trigger")))
                .panel(
                        "Would have been taken",
                        NUMBER,
                        List.of(increase(Metric.FAILOVER_FORESEEN_COUNT, "k8s_cluster")))
                .panel("Stay on a silent cluster", NUMBER, List.of(now(Metric.FAILOVER_BLOCKED_COUNT, "k8s_cluster")))
                .panel("Overdue", SECONDS, List.of(now(Metric.FAILOVER_OVERDUE_AGE, "k8s_cluster")))
                .panel("In limbo", NUMBER, List.of(now(Metric.LIMBO_COUNT, "k8s_cluster")))
                .panel("Longest in limbo", SECONDS, List.of(now(Metric.LIMBO_AGE, "k8s_cluster")))
                .panel("Purge debt", NUMBER, List.of(now(Metric.PURGE_DEBT_COUNT, "k8s_cluster")))
                .panel("Oldest purge debt", SECONDS, List.of(now(Metric.PURGE_DEBT_AGE, "k8s_cluster")))
                .panel("Stale actions refused", NUMBER, List.of(increase(Metric.FENCE_REFUSED_COUNT, "")));
        board.row("API servers")
                .panel("Requests", PER_SECOND, List.of(rate(Metric.API_TIME, "k8s_cluster, verb")))
                .panel("Errors", PER_SECOND, List.of(rate(Metric.API_ERROR_COUNT, "k8s_cluster, verb, code")))
                .panel("Answered within, 99 of 100", SECONDS, List.of(p99(Metric.API_TIME, "k8s_cluster, verb")));
        board.row("Henge itself")
                .panel(
                        "Leads since",
                        MOMENT,
                        List.of(new Line("max by (holder) (henge_leader_since_seconds) * 1000", "{{holder}}")))
                .panel(
                        "The loop, 99 of 100",
                        SECONDS,
                        List.of(p99(Metric.LOOP_LAG, ""), p99(Metric.LOOP_TURN_TIME, "")))
                .panel("Faults", NUMBER, List.of(increase(Metric.LOOP_FAULT_COUNT, "")))
                .panel("The ledger, 99 of 100", SECONDS, List.of(p99(Metric.LEDGER_TIME, "")))
                .panel("Transactions", PER_SECOND, List.of(rate(Metric.LEDGER_TIME, "")));
        return board;
    }

    /** Each expression of the board with the unit of its panel. */
    private static Map<String, String> units() throws JsonProcessingException {
        Map<String, String> units = new TreeMap<>();
        for (JsonNode panel : new ObjectMapper().readTree(board().text()).path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                units.put(
                        target.path("expr").asText(),
                        panel.at("/fieldConfig/defaults/unit").asText());
            }
        }
        return units;
    }

    private static Set<String> names(String expression) {
        return NAME.matcher(expression)
                .results()
                .map((MatchResult match) -> match.group().replaceAll("_(bucket|sum|count)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theFileIsTheBoard() {
        GeneratedPart.checkWhole(FILE, board().text());
    }

    @Test
    void everyMetricIsShownAndNoneThatThereIsNot() throws JsonProcessingException {
        assertThat(units().keySet().stream()
                        .flatMap(expression -> names(expression).stream())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Metric.values()).map(Board::name).toList());
    }

    @Test
    void everyPanelHasTheUnitOfWhatItShows() throws JsonProcessingException {
        Map<String, Metric> metrics =
                Arrays.stream(Metric.values()).collect(Collectors.toMap(Board::name, metric -> metric));
        units().forEach((expression, unit) -> assertThat(names(expression))
                .as(expression)
                .isNotEmpty()
                .allSatisfy(name ->
                        assertThat(unit).isEqualTo(unitOf(Objects.requireNonNull(metrics.get(name)), expression))));
    }

    private static String unitOf(Metric metric, String expression) {
        if (expression.contains("rate(") && !expression.startsWith("histogram_quantile(")) {
            return PER_SECOND;
        }
        boolean counts = expression.contains("increase(");
        return metric.shape() == Shape.MOMENT ? MOMENT : metric.shape().isTime() && !counts ? SECONDS : NUMBER;
    }
}
