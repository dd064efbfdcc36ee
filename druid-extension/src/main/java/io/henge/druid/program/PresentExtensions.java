package io.henge.druid.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.Injector;
import io.henge.druid.config.ConfigException;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.druid.guice.ExtensionsLoader;
import org.apache.druid.guice.StartupInjectorBuilder;
import org.apache.druid.initialization.DruidModule;

/**
 * The extensions of a load list that are on this machine: only the types that they bring are taken from them.
 *
 * @param json reads the load list
 * @param notes told of each that could not be loaded; one that is not here matters to no more than some tasks
 */
record PresentExtensions(Properties properties, ObjectMapper json, Consumer<String> notes) {
    static final String LOAD_LIST = "druid.extensions.loadList";
    private static final String DIRECTORY = "druid.extensions.directory";

    /** What teaches a mapper the types of all of them. */
    List<Module> jacksonModules() {
        File directory = new File(properties.getProperty(DIRECTORY, "extensions"));
        List<Module> modules = new ArrayList<>();
        for (String name : listed()) {
            // Henge itself brings no types.
            if (!name.equals("henge") && new File(directory, name).isDirectory()) {
                modules.addAll(modulesOf(name));
            }
        }
        return modules;
    }

    private List<String> listed() {
        String listed = properties.getProperty(LOAD_LIST, "[]");
        try {
            return Arrays.asList(json.readValue(listed, String[].class));
        } catch (JsonProcessingException e) {
            throw new ConfigException(List.of(
                    "`" + LOAD_LIST + "` is `" + listed + "`. Give a JSON array of strings, such as [\"henge\"]."));
        }
    }

    private List<Module> modulesOf(String name) {
        try {
            Properties alone = new Properties();
            alone.putAll(properties);
            alone.setProperty("druid.extensions.searchCurrentClassloader", "false");
            alone.setProperty(LOAD_LIST, json.writeValueAsString(List.of(name)));
            Injector startup = new StartupInjectorBuilder()
                    .withProperties(alone)
                    .withExtensions()
                    .build();
            List<Module> modules = new ArrayList<>();
            for (DruidModule extension : ExtensionsLoader.instance(startup).getFromExtensions(DruidModule.class)) {
                startup.injectMembers(extension);
                modules.addAll(extension.getJacksonModules());
            }
            return modules;
        } catch (JsonProcessingException | RuntimeException | LinkageError e) {
            notes.accept(
                    "extension[" + name + "] cannot be loaded here: types that it brings are taken as they are given.");
            return List.of();
        }
    }
}
