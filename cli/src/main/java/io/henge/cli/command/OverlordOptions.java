package io.henge.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.cli.exit.Refused;
import io.henge.cli.overlord.Credentials;
import io.henge.cli.overlord.HengeCalls;
import io.henge.cli.overlord.TlsFiles;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which Overlord a command asks, and how it prints what it is told. */
final class OverlordOptions {
    private static final String VARIABLE = "HENGE_OVERLORD";

    @Option(
            names = "--overlord",
            paramLabel = "URL",
            description = "URL of an Overlord, whether it leads or not (default: what HENGE_OVERLORD says)."
                    + " HENGE_USER and HENGE_PASSWORD, or HENGE_TOKEN, or the PEM files HENGE_CERTIFICATE_FILE and"
                    + " HENGE_KEY_FILE, tell it who asks; HENGE_CA_FILE says whom to trust.")
    private @Nullable String overlord;

    @Option(names = "--dir", paramLabel = "D", description = "Directory of a world whose Overlords are asked.")
    private @Nullable Path directory;

    @Mixin
    private OutputOption output = new OutputOption();

    OutputOption output() {
        return output;
    }

    HengeCalls calls(Map<String, String> environment) {
        return new HengeCalls(overlords(environment), Credentials.of(environment), TlsFiles.of(environment));
    }

    /** Whether anything says which Overlord to ask. */
    boolean isGiven(Map<String, String> environment) {
        return overlord != null
                || directory != null
                || !environment.getOrDefault(VARIABLE, "").isBlank();
    }

    /** The URLs of some or all Overlords, at least one. */
    List<URI> overlords(Map<String, String> environment) {
        if (directory != null && overlord != null) {
            throw new Refused(List.of("--overlord and --dir: both are given. Give one of them."));
        }
        if (directory != null) {
            return new WorldFile(directory).overlords();
        }
        if (overlord != null) {
            return List.of(url("--overlord", overlord));
        }
        @Nullable String usual = environment.get(VARIABLE);
        if (usual == null || usual.isBlank()) {
            throw new Refused(List.of("--overlord: not given, and " + VARIABLE
                    + " is not set. Say which Overlord to ask: --overlord http://HOST:8090, or --dir of a world."));
        }
        return List.of(url(VARIABLE, usual));
    }

    private static URI url(String name, String text) {
        try {
            URI url = URI.create(text.strip());
            if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Said below, as of any other text.
        }
        throw new Refused(List.of(name + ": \"" + text + "\" is no URL. Give one such as http://HOST:8090."));
    }

    /** Prints one of many results, on a line of its own. */
    void printLine(PrintWriter out, JsonNode result, Function<JsonNode, Object> text) {
        output.print(out, () -> text.apply(result).toString(), result::toString);
    }

    /** @param text what people see of the result, which programs get as it is */
    void print(PrintWriter out, JsonNode result, Function<JsonNode, Object> text) {
        output.print(out, () -> text.apply(result).toString(), result::toPrettyString);
    }
}
