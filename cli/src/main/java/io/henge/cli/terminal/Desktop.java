package io.henge.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The desktop that a person sits at, as far as the environment tells of one. */
public final class Desktop {
    private Desktop() {}

    /** Has an address opened in the browser where there is a desktop; returns whether that was begun. */
    public static boolean open(URI address, Map<String, String> environment) {
        Optional<List<String>> opener = opener(address, environment, System.getProperty("os.name"));
        if (opener.isEmpty()) {
            return false;
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(opener.get())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.start().getOutputStream().close();
            return true;
        } catch (IOException e) {
            // The address has been printed, which is all that matters.
            return false;
        }
    }

    /** The command that opens it; empty where nobody sits at a desktop. */
    static Optional<List<String>> opener(URI address, Map<String, String> environment, String system) {
        if (system.toLowerCase(Locale.ROOT).startsWith("mac")) {
            return environment.containsKey("SSH_CONNECTION")
                    ? Optional.empty()
                    : Optional.of(List.of("open", address.toString()));
        }
        boolean shown = !environment.getOrDefault("DISPLAY", "").isEmpty()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
        return shown && isOnPath("xdg-open", environment.getOrDefault("PATH", ""))
                ? Optional.of(List.of("xdg-open", address.toString()))
                : Optional.empty();
    }

    private static boolean isOnPath(String program, String path) {
        for (String directory : path.split(File.pathSeparator, -1)) {
            if (!directory.isEmpty() && new File(directory, program).canExecute()) {
                return true;
            }
        }
        return false;
    }
}
