package io.henge.druid.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.name.Names;
import com.google.inject.util.Providers;
import io.henge.druid.config.ConfigException;
import java.io.File;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.druid.guice.ExtensionsLoader;
import org.apache.druid.guice.IndexingServiceInputSourceModule;
import org.apache.druid.guice.IndexingServiceTuningConfigModule;
import org.apache.druid.guice.JsonConfigProvider;
import org.apache.druid.guice.StartupInjectorBuilder;
import org.apache.druid.guice.annotations.Json;
import org.apache.druid.guice.annotations.Self;
import org.apache.druid.indexing.common.config.TaskConfig;
import org.apache.druid.initialization.CoreInjectorBuilder;
import org.apache.druid.initialization.DruidModule;
import org.apache.druid.initialization.ServerInjectorBuilder;
import org.apache.druid.initialization.ServiceInjectorBuilder;
import org.apache.druid.segment.realtime.ChatHandlerProvider;
import org.apache.druid.server.DruidNode;

/**
 * How Druid reads tasks with given properties.
 *
 * @param json knows the types of Druid and of the extensions that are there
 * @param taskConfig where tasks have their directories
 */
record RenderTypes(ObjectMapper json, TaskConfig taskConfig) {
    private static final String LOAD_LIST = "druid.extensions.loadList";

    /** @param messages told which extensions are not there, so that their types of tasks cannot be read */
    static RenderTypes of(Properties properties, PrintStream messages) {
        Properties loadable = new Properties();
        loadable.putAll(properties);
        loadable.setProperty("druid.extensions.searchCurrentClassloader", "false");
        Injector startup = new StartupInjectorBuilder()
                .withProperties(loadable)
                .withExtensions()
                .build();
        ObjectMapper plain = startup.getInstance(ObjectMapper.class);
        loadable.setProperty(LOAD_LIST, present(properties, plain, messages));
        Module roles = ServerInjectorBuilder.registerNodeRoleModule(Set.of());
        Injector injector = new ServiceInjectorBuilder(
                        new CoreInjectorBuilder(startup.createChildInjector(roles)).forServer())
                .add(roles)
                .addAll(modules())
                .build();
        ObjectMapper json = injector.getInstance(Key.get(ObjectMapper.class, Json.class));
        for (DruidModule extension : ExtensionsLoader.instance(startup).getFromExtensions(DruidModule.class)) {
            startup.injectMembers(extension);
            extension.getJacksonModules().forEach(json::registerModule);
        }
        return new RenderTypes(json, injector.getInstance(TaskConfig.class));
    }

    private static List<Module> modules() {
        return List.of(new IndexingServiceInputSourceModule(), new IndexingServiceTuningConfigModule(), binder -> {
            JsonConfigProvider.bindInstance(
                    binder,
                    Key.get(DruidNode.class, Self.class),
                    new DruidNode("henge-render", "localhost", false, -1, null, true, false));
            binder.bindConstant().annotatedWith(Names.named("serviceName")).to("henge-render");
            binder.bindConstant().annotatedWith(Names.named("servicePort")).to(-1);
            binder.bindConstant().annotatedWith(Names.named("tlsServicePort")).to(-1);
            JsonConfigProvider.bind(binder, "druid.indexer.task", TaskConfig.class);
            binder.bind(ChatHandlerProvider.class).toProvider(Providers.of(null));
        });
    }

    /** The load list without Henge itself, which has no types of tasks, and without what is not there. */
    private static String present(Properties properties, ObjectMapper json, PrintStream messages) {
        String listed = properties.getProperty(LOAD_LIST, "[]");
        File directory = new File(properties.getProperty("druid.extensions.directory", "extensions"));
        List<String> present = new ArrayList<>();
        try {
            for (String name : Arrays.asList(json.readValue(listed, String[].class))) {
                if (new File(directory, name).isDirectory()) {
                    present.add(name);
                } else if (!name.equals("henge")) {
                    messages.println("henge: extension[" + name + "] is not in " + directory
                            + ": types that it brings are not known here.");
                }
            }
            present.remove("henge");
            return json.writeValueAsString(present);
        } catch (JsonProcessingException e) {
            throw new ConfigException(List.of(
                    "`" + LOAD_LIST + "` is `" + listed + "`. Give a JSON array of strings, such as [\"henge\"]."));
        }
    }
}
