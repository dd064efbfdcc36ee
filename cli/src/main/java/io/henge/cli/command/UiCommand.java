package io.henge.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.henge.cli.exit.ExitCode;
import io.henge.cli.terminal.Desktop;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code henge ui}: says where the page is, and opens it. */
@Command(name = "ui", description = "Say where the page of a Druid is, and open it where there is a desktop.")
public final class UiCommand implements Callable<Integer> {
    /** Of any Overlord: one that does not lead sends browsers to the one that does. */
    private static final String PATH = "/druid/indexer/v1/k8s/ui/";

    private final BiPredicate<URI, Map<String, String>> opening;

    @Mixin
    private OverlordOptions overlord = new OverlordOptions();

    @Spec
    private @Nullable CommandSpec spec;

    UiCommand() {
        this(Desktop::open);
    }

    /** @param opening opens an address by what the environment tells */
    UiCommand(BiPredicate<URI, Map<String, String>> opening) {
        this.opening = opening;
    }

    @Override
    public Integer call() {
        Map<String, String> environment = System.getenv();
        URI page = overlord.overlords(environment).get(0).resolve(PATH);
        overlord.print(
                Screen.results(spec),
                JsonNodeFactory.instance.objectNode().put("url", page.toString()),
                result -> result.path("url").asText());
        boolean unused = opening.test(page, environment);
        return ExitCode.DONE;
    }
}
