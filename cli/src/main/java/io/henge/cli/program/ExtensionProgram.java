package io.henge.cli.program;

import io.henge.cli.exit.Refused;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * A program of the extension, run in this process by a class loader of its own: it sees Druid's classes and none of ours, and
 * we see none of Druid's. All that both sides know is {@link ToolProvider}.
 *
 * @param name under which the extension offers it
 * @param jars in which it is
 */
public record ExtensionProgram(String name, ProgramJars jars) {
    /** Runs it to its end; returns its exit status. */
    public int run(PrintWriter out, PrintWriter messages, List<String> arguments) throws InterruptedException {
        return jars.lend(directory -> run(directory, out, messages, arguments.toArray(String[]::new)));
    }

    private int run(Path directory, PrintWriter out, PrintWriter messages, String... arguments) {
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(name, urls(directory), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            return ServiceLoader.load(ToolProvider.class, loader).stream()
                    .filter(offer -> offer.type().getClassLoader() == loader)
                    .map(ServiceLoader.Provider::get)
                    .filter(program -> program.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> missing(directory))
                    .run(out, messages, arguments);
        } catch (IOException e) {
            throw new UncheckedIOException("The jars in " + directory + " cannot be read", e);
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    private URL[] urls(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(ExtensionProgram::url)
                    .toArray(URL[]::new);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("Every file has a URL", e);
        }
    }

    private Refused missing(Path directory) {
        return new Refused(List.of(name + ": the jars in " + directory
                + " do not hold it. Unpack the archive of henge-cli again, or in a checkout run ./henge build."));
    }
}
