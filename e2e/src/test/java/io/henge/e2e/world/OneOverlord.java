package io.henge.e2e.world;

import io.henge.demo.druid.PropertiesFile;
import io.henge.demo.world.World;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The only Overlord of a world, whose operator changes its settings: it ends, and starts again with others. */
final class OneOverlord {
    static final String NAME = "overlord-1";

    /** Where the settings of the runner begin. */
    static final String RUNNER = "druid.indexer.runner.";

    static final String TYPE = RUNNER + "type";

    private OneOverlord() {}

    static Map<String, String> properties(World world) throws IOException {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file(world))) {
            read.load(reader);
        }
        Map<String, String> properties = new TreeMap<>();
        read.stringPropertyNames().forEach(key -> properties.put(key, read.getProperty(key)));
        return properties;
    }

    /** Changes its properties; returns when it leads again. */
    static void change(World world, Consumer<Map<String, String>> change) throws Exception {
        change(world, Map.of(), change);
    }

    /** As above, with more variables in its environment. */
    static void change(World world, Map<String, String> environment, Consumer<Map<String, String>> change)
            throws Exception {
        Map<String, String> properties = properties(world);
        change.accept(properties);
        world.end(NAME);
        PropertiesFile.write(file(world), properties);
        world.start(NAME, environment);
        Place.until("the Overlord leads", new Place(world)::isLed);
    }

    private static Path file(World world) {
        return world.directory().conf(NAME).resolve("runtime.properties");
    }
}
