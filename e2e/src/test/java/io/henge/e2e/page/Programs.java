package io.henge.e2e.page;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What the machine has to have for a test in a browser; nothing of it is ever fetched. */
record Programs(Path chromium, Path driver, Path axe) {
    private static final String AXE = "dashboard/node_modules/axe-core/axe.min.js";

    /** Why there is no test in a browser here; empty where there can be one. */
    static Optional<String> absence() {
        if (onPath("chromium").isEmpty() || onPath("chromedriver").isEmpty()) {
            return Optional.of(
                    "Chromium and its driver are not there: Debian's packages are chromium and chromium-driver");
        }
        return Files.exists(axeFile())
                ? Optional.empty()
                : Optional.of("the page was not built here: " + AXE + " is missing");
    }

    static Programs find() {
        return new Programs(
                onPath("chromium").orElseThrow(), onPath("chromedriver").orElseThrow(), axeFile());
    }

    private static Path axeFile() {
        return Path.of(System.getProperty("henge.root"), AXE);
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
