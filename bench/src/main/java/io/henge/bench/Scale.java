package io.henge.bench;

import java.util.List;

/**
 * How large the benchmarks are that can have more than one size.
 *
 * @param tasks in one turn
 * @param pairs turns of Henge and of what it is compared with
 */
public record Scale(int tasks, int clusters, int pairs) {
    /** Those of {@code arguments}, which the command has checked, that say a size as {@code --tasks=1000}; the others are the targets'. */
    static Scale of(List<String> arguments) {
        return new Scale(
                given(arguments, "--tasks=", 1_000),
                given(arguments, "--clusters=", 2),
                given(arguments, "--pairs=", 5));
    }

    private static int given(List<String> arguments, String option, int otherwise) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(option))
                .mapToInt(argument -> Integer.parseInt(argument.substring(option.length())))
                .findFirst()
                .orElse(otherwise);
    }
}
