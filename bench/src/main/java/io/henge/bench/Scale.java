package io.henge.bench;

import java.util.List;
import java.util.OptionalInt;

/**
 * How large the benchmarks are that can have more than one size.
 *
 * @param tasks in one turn, empty for as many as the benchmark's target says
 * @param pairs turns of Henge and of what it is compared with
 */
public record Scale(OptionalInt tasks, int clusters, int pairs) {
    /** Those of {@code arguments}, which the command has checked, that say a size as {@code --tasks=1000}; the others are the targets'. */
    static Scale of(List<String> arguments) {
        return new Scale(
                given(arguments, "--tasks="),
                given(arguments, "--clusters=").orElse(2),
                given(arguments, "--pairs=").orElse(5));
    }

    private static OptionalInt given(List<String> arguments, String option) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(option))
                .mapToInt(argument -> Integer.parseInt(argument.substring(option.length())))
                .findFirst();
    }
}
