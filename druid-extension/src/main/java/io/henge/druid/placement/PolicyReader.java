package io.henge.druid.placement;

import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskMatch;
import io.henge.core.failover.Disposition;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.failover.FailoverRules;
import io.henge.core.failover.OutOfMemory;
import io.henge.core.failover.PurgeMode;
import io.henge.core.failover.StatePreservation;
import io.henge.druid.json.Fields;
import io.henge.druid.json.JsonPaths;
import io.henge.druid.json.SentJson;
import io.henge.druid.json.WrongInputException;
import io.henge.kubernetes.request.Quantities;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from JSON, strictly, how tasks are failed over. */
public final class PolicyReader {
    /** What to give, in words. */
    public static final String WHAT =
            "a JSON array of rules, such as [{\"name\":\"kafka-waits\",\"when\":{\"type\":[\"index_kafka\"]},"
                    + "\"clusterTolerationSeconds\":120}]";

    /** As often as it could be done at all; who never wants it gives onLost Hold. */
    public static final int PER_HOUR_MAX = 3_600;

    /** What is less was meant to have a unit. */
    private static final long MEMORY_LIMIT_MIN = 1L << 20;

    private static final long YEAR_SECONDS = Duration.ofDays(365).toSeconds();

    private PolicyReader() {}

    /**
     * The rules in the text of a JSON array; those that cannot be read are left out.
     *
     * @param complaints told, without a full stop, what cannot be read of each
     * @throws WrongInputException with a sentence if there is no array of objects
     */
    public static List<FailoverRules.Rule> rules(String json, Consumer<String> complaints) {
        byte[] object = ("{\"rules\":" + json + "}").getBytes(StandardCharsets.UTF_8);
        Fields sent = SentJson.of(object, WHAT, "The value");
        @Nullable List<Fields> rules = sent.objects("rules");
        sent.nothingElse();
        if (rules == null) {
            throw new WrongInputException("There are no rules. Give " + WHAT);
        }
        List<FailoverRules.Rule> all = new ArrayList<>();
        for (Fields rule : rules) {
            try {
                all.add(rule(rule));
            } catch (WrongInputException e) {
                complaints.accept(String.valueOf(e.getMessage()));
            }
        }
        return List.copyOf(all);
    }

    private static FailoverRules.Rule rule(Fields sent) {
        String name = RulesReader.name(sent);
        @Nullable Fields when = sent.object("when");
        TaskMatch match = when == null ? TaskMatch.ALL : RulesReader.match(when);
        return new FailoverRules.Rule(name, match, policy(sent, name));
    }

    /**
     * The policy that an object is, and no more.
     *
     * @param by what it is called
     */
    static FailoverPolicy policy(Fields sent, String by) {
        @Nullable Disposition onLost = choice(sent, "onLost", Disposition.values());
        @Nullable PurgeMode purgeMode = choice(sent, "purgeMode", PurgeMode.values());
        FailoverPolicy.Patience patience = new FailoverPolicy.Patience(
                seconds(sent, "clusterTolerationSeconds"),
                seconds(sent, "taskTolerationSeconds"),
                seconds(sent, "startTolerationSeconds"),
                seconds(sent, "gracePeriodSeconds"));
        @Nullable Long most = sent.wholeNumber("maxPerHour", 1, PER_HOUR_MAX);
        @Nullable Fields state = sent.object("statePreservation");
        @Nullable Fields memory = sent.object("outOfMemory");
        sent.nothingElse();
        return new FailoverPolicy(
                onLost,
                purgeMode,
                patience,
                most == null ? null : Math.toIntExact(most),
                List.of(by),
                state == null ? null : state(state),
                memory == null ? null : memory(memory));
    }

    private static OutOfMemory memory(Fields sent) {
        @Nullable Double factor = sent.number("memoryFactor", 1, OutOfMemory.FACTOR_MAX);
        @Nullable String limit = sent.text("memoryLimit");
        sent.nothingElse();
        if (factor == null) {
            throw new WrongInputException("`" + sent.pathOf("memoryFactor")
                    + "` is missing. Give a number above 1 and up to " + OutOfMemory.FACTOR_MAX);
        }
        return new OutOfMemory(
                factor,
                Optional.ofNullable(limit)
                        .flatMap(text -> Quantities.amount(Resources.MEMORY, text))
                        .filter(bytes -> bytes >= MEMORY_LIMIT_MIN)
                        .orElseThrow(() -> new WrongInputException("`" + sent.pathOf("memoryLimit") + "` is "
                                + (limit == null ? "missing" : "`" + SentJson.cut(limit) + "`")
                                + ". Give a quantity as Kubernetes has them, of 1Mi at least, such as 8Gi")));
    }

    private static StatePreservation state(Fields sent) {
        @Nullable List<Fields> given = sent.objects("rules");
        sent.nothingElse();
        if (given == null) {
            throw new WrongInputException("`" + sent.pathOf("rules") + "` is missing. Give a list of objects with name,"
                    + " source and jsonPath");
        }
        return new StatePreservation(given.stream().map(PolicyReader::stateRule).toList());
    }

    private static StatePreservation.Rule stateRule(Fields sent) {
        String name = needed(sent, "name", sent.text("name"));
        @Nullable String given = sent.text("source");
        StatePreservation.Source source = Stream.of(StatePreservation.Source.values())
                .filter(value -> value.word().equals(given))
                .findFirst()
                .orElseThrow(() -> new WrongInputException("`" + sent.pathOf("source") + "` is "
                        + (given == null ? "missing" : "`" + SentJson.cut(given) + "`") + ". Give one of "
                        + Stream.of(StatePreservation.Source.values())
                                .map(StatePreservation.Source::word)
                                .collect(Collectors.joining(", "))));
        String path = needed(sent, "jsonPath", sent.text("jsonPath"));
        sent.nothingElse();
        if (path.length() <= StatePreservation.PATH_MAX) {
            JsonPaths.fault(path).ifPresent(fault -> {
                throw new WrongInputException("`" + sent.pathOf("jsonPath") + "` is `" + SentJson.cut(path)
                        + "`, which is no JSON path: " + fault + ". Give one such as $.status.startTime");
            });
        }
        return new StatePreservation.Rule(name, source, path);
    }

    private static String needed(Fields sent, String field, @Nullable String given) {
        if (given == null) {
            throw new WrongInputException("`" + sent.pathOf(field) + "` is missing. Give a text");
        }
        return given;
    }

    private static @Nullable Duration seconds(Fields sent, String name) {
        @Nullable Long given = sent.wholeNumber(name, 1, YEAR_SECONDS);
        return given == null ? null : Duration.ofSeconds(given);
    }

    private static <E extends Enum<E>> @Nullable E choice(Fields sent, String name, E[] values) {
        @Nullable String given = sent.text(name);
        if (given == null) {
            return null;
        }
        return Stream.of(values)
                .filter(value -> FailoverPolicy.word(value).equals(given))
                .findFirst()
                .orElseThrow(() -> new WrongInputException("`" + sent.pathOf(name) + "` is `" + SentJson.cut(given)
                        + "`. Give one of "
                        + Stream.of(values).map(FailoverPolicy::word).collect(Collectors.joining(", "))));
    }
}
