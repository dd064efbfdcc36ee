package io.henge.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no other tool checks, over the files that git tracks or would track. */
class TidyTest {
    private static final Path ROOT = Path.of(System.getProperty("henge.root"));
    private static final int LINES_MAX = 400;

    /** Put together here, so that this file does not find itself. */
    private static final Pattern LEFT_OVER = Pattern.compile("\\b(" + "TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b");

    private static final Pattern ABSOLUTE_PATH =
            Pattern.compile("(?<![\\w./-])/(?:home|Users|ro" + "ot|wo" + "rk)/\\w");
    private static final Pattern PACKAGE_REPOSITORY =
            Pattern.compile("<(?:repository|pluginRepository|mirror)>|\"resolved\": *\"http|index-" + "url|distribution"
                    + "Url=|GOPROXY" + "=http");

    private record SourceFile(Path path, List<String> lines) {}

    /** Every text file of the repository. */
    private static List<SourceFile> files() throws Exception {
        Process git = new ProcessBuilder("git", "ls-files", "--cached", "--others", "--exclude-standard")
                .directory(ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<SourceFile> files = new ArrayList<>();
        try (var names = git.inputReader()) {
            for (String name : names.lines().toList()) {
                Path path = ROOT.resolve(name);
                if (Files.isRegularFile(path) && !name.startsWith("demo/data/")) {
                    read(path).ifPresent(lines -> files.add(new SourceFile(Path.of(name), lines)));
                }
            }
        }
        assertThat(git.waitFor()).isZero();
        assertThat(files).hasSizeGreaterThan(50);
        return files;
    }

    /** The lines of a text file; empty for any other. */
    private static Optional<List<String>> read(Path path) throws IOException {
        try {
            return Optional.of(Files.readAllLines(path));
        } catch (MalformedInputException e) {
            return Optional.empty();
        }
    }

    private static List<String> linesThatMatch(Pattern pattern) throws Exception {
        return files().stream()
                .flatMap(file -> file.lines().stream()
                        .filter(line -> pattern.matcher(line).find())
                        .map(line -> file.path() + ": " + line.trim()))
                .toList();
    }

    @Test
    void nothingIsLeftOver() throws Exception {
        assertThat(linesThatMatch(LEFT_OVER)).isEmpty();
    }

    @Test
    void noFileNamesAPlaceOnOneMachine() throws Exception {
        assertThat(linesThatMatch(ABSOLUTE_PATH)).isEmpty();
    }

    @Test
    void noFileNamesAPackageRepository() throws Exception {
        assertThat(linesThatMatch(PACKAGE_REPOSITORY)).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() throws Exception {
        TreeSet<Path> packages = new TreeSet<>();
        TreeSet<Path> described = new TreeSet<>();
        for (SourceFile file : files()) {
            if (file.path().toString().matches(".*/src/main/java/.*\\.java")) {
                packages.add(file.path().getParent());
                if (file.path().endsWith("package-info.java")) {
                    described.add(file.path().getParent());
                    assertThat(file.lines()).as(file.path().toString()).contains("@NullMarked");
                }
            }
        }
        assertThat(described).isEqualTo(packages).isNotEmpty();
    }

    @Test
    void filesFitOnAFewScreens() throws Exception {
        assertThat(files())
                .filteredOn(file -> file.path().toString().matches(".*\\.(java|go)"))
                .allSatisfy(file -> assertThat(file.lines().size())
                        .as(file.path().toString())
                        .isLessThanOrEqualTo(LINES_MAX));
    }

    @Test
    void everyDecisionIsInTheIndex() throws Exception {
        String index = Files.readString(ROOT.resolve("docs/decisions/README.md"));
        try (Stream<Path> decisions = Files.list(ROOT.resolve("docs/decisions"))) {
            assertThat(decisions.map(Path::getFileName).map(Path::toString).filter(name -> !name.equals("README.md")))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(index).contains("(" + name + ")"));
        }
    }
}
