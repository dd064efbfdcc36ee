package io.henge.e2e.repository;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The classes of every module's main code, as they are compiled. */
final class MainClasses {
    static final JavaClasses ALL = new ClassFileImporter().importPaths(compiled());

    private MainClasses() {}

    private static List<Path> compiled() {
        Path root = Path.of(System.getProperty("henge.root"));
        try (Stream<Path> modules = Files.list(root)) {
            return modules.map(module -> module.resolve("target/classes/io/henge"))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("The modules below " + root + " cannot be listed", e);
        }
    }
}
