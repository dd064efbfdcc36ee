package io.henge.demo.druid;

import java.util.List;
import java.util.stream.Collectors;

/** The text of a file for {@code java @file}: one quoted argument a line. */
public final class JvmArguments {
    private JvmArguments() {}

    public static String file(List<String> arguments) {
        return arguments.stream()
                .map(argument -> "\"" + argument.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
                .collect(Collectors.joining());
    }
}
