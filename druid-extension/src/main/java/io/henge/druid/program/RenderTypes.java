package io.henge.druid.program;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.druid.guice.BuiltInTypesModule;
import org.apache.druid.guice.ExpressionModule;
import org.apache.druid.guice.IndexingServiceInputSourceModule;
import org.apache.druid.guice.IndexingServiceTuningConfigModule;
import org.apache.druid.guice.JavaScriptModule;
import org.apache.druid.guice.JsonConfigProvider;
import org.apache.druid.guice.StartupInjectorBuilder;
import org.apache.druid.guice.annotations.Json;
import org.apache.druid.indexing.common.config.TaskConfig;
import org.apache.druid.initialization.CoreInjectorBuilder;
import org.apache.druid.metadata.input.InputSourceModule;
import org.apache.druid.segment.DefaultColumnFormatConfig;
import org.apache.druid.segment.column.ColumnConfig;
import org.apache.druid.segment.writeout.SegmentWriteOutMediumModule;
import org.apache.druid.server.initialization.ExternalStorageAccessSecurityModule;

/**
 * How Druid reads tasks with given properties: only what that needs, so that no property of anything else can be in the way.
 *
 * @param json knows the types of Druid and of the extensions that are there
 * @param taskConfig where tasks have their directories
 * @param services stand in for what tasks are handed when they are read
 */
record RenderTypes(ObjectMapper json, TaskConfig taskConfig, StandInServices services) {
    /** Of all properties, what decides whether a task can be read. */
    private static final String JAVA_SCRIPT = "druid.javascript.enabled";

    /** @param notes told what is not known here, and what is assumed */
    static RenderTypes of(Properties properties, Consumer<String> notes) {
        Injector startup = new StartupInjectorBuilder()
                .withProperties(readingProperties(properties))
                .withExtensions()
                .build();
        TaskConfig taskConfig = startup.getInstance(ObjectMapper.class)
                .convertValue(TaskDirectories.of(properties, notes).fields(), TaskConfig.class);
        Injector injector =
                new CoreInjectorBuilder(startup).addAll(modules(taskConfig)).build();
        ObjectMapper json = injector.getInstance(Key.get(ObjectMapper.class, Json.class));
        new PresentExtensions(properties, json, notes).jacksonModules().forEach(json::registerModule);
        StandInServices services = new StandInServices(injector);
        json.setInjectableValues(services);
        json.addHandler(new UnknownTypes());
        return new RenderTypes(json, taskConfig, services);
    }

    /** All others have their defaults, and what could not be read is left out as well. */
    private static Properties readingProperties(Properties properties) {
        Properties reading = new Properties();
        reading.setProperty("druid.extensions.searchCurrentClassloader", "false");
        reading.setProperty("druid.extensions.loadList", "[]");
        String javaScript = properties.getProperty(JAVA_SCRIPT, "").strip();
        if (Stream.of("true", "false").anyMatch(javaScript::equalsIgnoreCase)) {
            reading.setProperty(JAVA_SCRIPT, javaScript);
        }
        return reading;
    }

    private static List<Module> modules(TaskConfig taskConfig) {
        return List.of(
                new SegmentWriteOutMediumModule(),
                new ExpressionModule(),
                new BuiltInTypesModule(),
                new JavaScriptModule(),
                new ExternalStorageAccessSecurityModule(),
                new InputSourceModule(),
                new IndexingServiceInputSourceModule(),
                new IndexingServiceTuningConfigModule(),
                binder -> binder.bind(TaskConfig.class).toInstance(taskConfig),
                binder -> binder.bind(ColumnConfig.class).toProvider(() -> StandInServices.standIn(ColumnConfig.class)),
                binder -> JsonConfigProvider.bind(binder, "druid.indexing.formats", DefaultColumnFormatConfig.class));
    }
}
