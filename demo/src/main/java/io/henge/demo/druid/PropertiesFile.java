package io.henge.demo.druid;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** A Java properties file, written in the order of its keys so that two runs can be compared. */
public final class PropertiesFile {
    private PropertiesFile() {}

    public static void write(Path file, Map<String, String> properties) {
        String text = properties.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> escape(entry.getKey()).replace("=", "\\=").replace(":", "\\:") + "="
                        + escape(entry.getValue()) + "\n")
                .collect(Collectors.joining());
        try {
            Path directory = file.getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private static String escape(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        return escaped.startsWith(" ") ? "\\" + escaped : escaped;
    }
}
