package io.henge.druid.program;

import com.google.common.base.Splitter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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

    private static final Set<String> OPTIONS =
            Set.of("--properties", "--template", "--task", "--cluster", "--overlord-pod", "--output");

    /** @throws IllegalArgumentException if that is no request, with a sentence */
    static RenderRequest parse(List<String> arguments) {
        Options options = Options.parse(arguments, OPTIONS, Set.of("--tls"), USAGE);
        TreeMap<String, String> templates = new TreeMap<>();
        options.all("--template").forEach(value -> putTemplate(templates, value));
        @Nullable String task = options.last("--task");
        if (!options.has("--properties") || task == null) {
            throw new IllegalArgumentException(USAGE);
        }
        @Nullable String pod = options.last("--overlord-pod");
        return new RenderRequest(
                options.all("--properties").stream().map(Path::of).toList(),
                Path.of(task),
                options.last("--cluster"),
                pod == null ? null : Path.of(pod),
                templates,
                options.has("--tls"),
                options.choice("--output", List.of("yaml", "json")).equals("json"));
    }

    private static void putTemplate(SortedMap<String, String> templates, String value) {
        List<String> parts = Splitter.on('=').limit(2).splitToList(value);
        if (parts.size() < 2 || parts.get(0).isEmpty()) {
            throw new IllegalArgumentException("--template is `" + value + "`. " + USAGE);
        }
        templates.put(parts.get(0), parts.get(1));
    }
}
