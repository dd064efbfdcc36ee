package io.henge.demo.druid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesFileTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void javaReadsBackWhatWasWritten() throws Exception {
        Map<String, String> properties = Map.of(
                "a[0].b", " leading space",
                "json", "[{\"path\":\"C:\\\\x\",\"n\":1}]",
                "key:with=signs", "two\nlines\tand a tab",
                "empty", "");
        Path file = directory.resolve("deep/runtime.properties");

        PropertiesFile.write(file, properties);

        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            read.load(reader);
        }
        assertThat(read).containsExactlyInAnyOrderEntriesOf(properties);
    }
}
