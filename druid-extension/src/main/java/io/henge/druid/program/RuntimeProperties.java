package io.henge.druid.program;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** Reads files of runtime properties, and says in a sentence which one cannot be read. */
final class RuntimeProperties {
    private RuntimeProperties() {}

    /** @param files later ones winning */
    static Properties read(List<Path> files) {
        Properties properties = new Properties();
        for (Path file : files) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
        return properties;
    }

    static IllegalArgumentException unreadable(Path file, IOException e) {
        return new IllegalArgumentException(
                file + (e instanceof NoSuchFileException ? " does not exist." : " cannot be read: " + e.getMessage()),
                e);
    }
}
