package io.henge.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What documents name is there: the tests that show a point, and the files that they link. */
class DocumentsTest {
    private static final Path ROOT = Path.of(System.getProperty("henge.root"));

    /** A test class, or the contract that several of them keep. */
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|Contract))`");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

    private static final Pattern GOLDEN = Pattern.compile("`golden/([\\w-]+)`");

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
        try (Stream<Path> below = Files.walk(ROOT.resolve("docs"))) {
            below.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
        }
        return documents;
    }

    /** Calls {@code found} for each match in each document; returns how many there were. */
    private static int each(Pattern pattern, Consumer<Found> found) throws IOException {
        int count = 0;
        for (Path document : documents()) {
            List<MatchResult> matches =
                    pattern.matcher(Files.readString(document)).results().toList();
            matches.forEach(match -> found.accept(new Found(document, match.group(1))));
            count += matches.size();
        }
        return count;
    }

    private record Found(Path document, String name) {}

    /** The names of all Java files of the modules, without what builds make. */
    private static Set<String> classes() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(DocumentsTest::filesBelow)
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<Path> filesBelow(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyTestThatADocumentNamesIsThere() throws IOException {
        Set<String> classes = classes();
        assertThat(each(
                        TEST,
                        found -> assertThat(classes).as("%s", found.document()).contains(found.name())))
                .isGreaterThan(50);
    }

    @Test
    void everyGoldenJobThatADocumentNamesIsThere() throws IOException {
        Path golden = ROOT.resolve("druid-extension/src/test/resources/golden");
        assertThat(each(
                        GOLDEN,
                        found -> assertThat(golden.resolve(found.name()))
                                .as("%s", found.document())
                                .isDirectory()))
                .isGreaterThan(5);
    }

    @Test
    void everyFileThatADocumentLinksIsThere() throws IOException {
        assertThat(each(LINK, found -> {
                    if (!found.name().contains("://")) {
                        Path document = Objects.requireNonNull(found.document().getParent());
                        assertThat(document.resolve(found.name()))
                                .as("%s", found.document())
                                .exists();
                    }
                }))
                .isGreaterThan(50);
    }
}
