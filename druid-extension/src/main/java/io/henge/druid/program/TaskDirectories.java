package io.henge.druid.program;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks have their directories by the Overlord's properties, and by nothing of the machine that we are on.
 *
 * @param fields as Druid reads them below {@code druid.indexer.task}
 */
record TaskDirectories(Map<String, String> fields) {
    private static final String PREFIX = "druid.indexer.task.";
    private static final String BASE = "baseDir";
    private static final String BASE_TASK = "baseTaskDir";

    /** What Java on Linux takes for temporary files, unless it is told otherwise; Druid's default. */
    private static final String TEMPORARY = "/tmp";

    /** The working directory of Druid's image. */
    private static final String WORKING = "/opt/druid";

    /** @param notes told what is assumed */
    static TaskDirectories of(Properties properties, Consumer<String> notes) {
        TreeMap<String, String> fields = new TreeMap<>();
        fields.put(BASE, properties.getProperty(PREFIX + BASE, TEMPORARY));
        @Nullable String own = properties.getProperty(PREFIX + BASE_TASK);
        String key = own == null ? BASE : BASE_TASK;
        String given = own == null ? fields.get(BASE) : own;
        String tasks = own == null ? given + "/persistent/task" : given;
        if (!tasks.startsWith("/")) {
            notes.accept("`" + PREFIX + key + "` is `" + given
                    + "`, which is relative: tasks' directories are taken to be below " + WORKING
                    + ", where Druid's image runs. Give an absolute path where your Overlord runs elsewhere.");
            tasks = WORKING + "/" + tasks;
        }
        fields.put(BASE_TASK, tasks);
        return new TaskDirectories(fields);
    }
}
