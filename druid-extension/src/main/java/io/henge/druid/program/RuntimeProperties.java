package io.henge.druid.program;

import io.henge.druid.config.RunnerConfigReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** Reads files of runtime properties, and says in a sentence which one cannot be read. */
final class RuntimeProperties {
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("(?<!\\\\)(\\\\\\\\)*\\\\u(?![0-9a-fA-F]{4})");

    private RuntimeProperties() {}

    /**
     * All properties of the files.
     *
     * @param files later ones winning
     * @throws IllegalArgumentException if one cannot be read
     */
    static Properties read(List<Path> files) {
        Properties properties = new Properties();
        for (Path file : files) {
            String text = new WrittenFile(file).text();
            checkEscapes(file, text);
            try {
                properties.load(new StringReader(text));
            } catch (IOException e) {
                throw new UncheckedIOException("A text in memory cannot be read", e);
            }
        }
        return properties;
    }

    private static void checkEscapes(Path file, String text) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).stripLeading();
            boolean comment = line.startsWith("#") || line.startsWith("!");
            if (!comment && BROKEN_ESCAPE.matcher(line).find()) {
                throw new IllegalArgumentException(
                        file + ", line " + (i + 1)
                                + ": `\\u` without four hexadecimal digits behind it. Write two backslashes where one is meant.");
            }
        }
    }

    /** Why an Overlord with these properties would run its tasks without Henge; nothing if it would not. */
    static Optional<String> withoutRunnerType(Properties properties) {
        String key = RunnerConfigReader.PREFIX + "type";
        return properties.getProperty(key, "").isBlank()
                ? Optional.of("`" + key
                        + "` is not set. Give k8s, multik8s or k8sAndWorker, or Druid runs its tasks without Henge.")
                : Optional.empty();
    }
}
