package io.henge.druid.program;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Check} is asked for.
 *
 * @param properties files of runtime properties, later ones winning
 * @param overlordPod a file with the Overlord's pod, null if none is given
 * @param json whether to print JSON, else YAML
 */
record CheckRequest(List<Path> properties, @Nullable Path overlordPod, boolean json) {
    private static final String USAGE = "Give --properties F [--overlord-pod F] [--output json|yaml].";

    /** @throws IllegalArgumentException if that is no request, with a sentence */
    static CheckRequest parse(List<String> arguments) {
        Options options =
                Options.parse(arguments, Set.of("--properties", "--overlord-pod", "--output"), Set.of(), USAGE);
        if (!options.has("--properties")) {
            throw new IllegalArgumentException(USAGE);
        }
        @Nullable String pod = options.last("--overlord-pod");
        return new CheckRequest(
                options.all("--properties").stream().map(Path::of).toList(),
                pod == null ? null : Path.of(pod),
                options.choice("--output", List.of("json", "yaml")).equals("json"));
    }
}
