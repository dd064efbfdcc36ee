package io.henge.druid;

import com.google.common.base.Splitter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Render} is asked for.
 *
 * @param properties files of runtime properties, later ones winning
 * @param cluster by name, null for the first that is enabled
 * @param overlordPod a file with the Overlord's pod, null if none is needed
 * @param templates files that take the place of pod templates, by key
 * @param tls whether peons listen on the TLS port
 * @param json whether to print JSON, else YAML
 */
record RenderRequest(
        List<Path> properties,
        Path task,
        @Nullable String cluster,
        @Nullable Path overlordPod,
        SortedMap<String, String> templates,
        boolean tls,
        boolean json) {
    private static final String USAGE = "Give --properties F --task T [--cluster NAME] [--overlord-pod F] "
            + "[--template KEY=F …] [--tls] [--output yaml|json].";

    /** @throws IllegalArgumentException if that is no request, with a sentence */
    static RenderRequest parse(List<String> arguments) {
        List<Path> properties = new ArrayList<>();
        TreeMap<String, String> templates = new TreeMap<>();
        TreeMap<String, String> single = new TreeMap<>();
        boolean tls = false;
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (name.equals("--tls")) {
                tls = true;
                continue;
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(name + " has no value. " + USAGE);
            }
            String value = arguments.get(++i);
            switch (name) {
                case "--properties" -> properties.add(Path.of(value));
                case "--template" -> putTemplate(templates, value);
                case "--task", "--cluster", "--overlord-pod", "--output" -> single.put(name, value);
                default -> throw new IllegalArgumentException(name + " is not known. " + USAGE);
            }
        }
        @Nullable String task = single.get("--task");
        String output = single.getOrDefault("--output", "yaml");
        if (properties.isEmpty() || task == null || !(output.equals("yaml") || output.equals("json"))) {
            throw new IllegalArgumentException(USAGE);
        }
        @Nullable String pod = single.get("--overlord-pod");
        return new RenderRequest(
                properties,
                Path.of(task),
                single.get("--cluster"),
                pod == null ? null : Path.of(pod),
                templates,
                tls,
                output.equals("json"));
    }

    private static void putTemplate(SortedMap<String, String> templates, String value) {
        List<String> parts = Splitter.on('=').limit(2).splitToList(value);
        if (parts.size() < 2 || parts.get(0).isEmpty()) {
            throw new IllegalArgumentException("--template is `" + value + "`. " + USAGE);
        }
        templates.put(parts.get(0), parts.get(1));
    }
}
