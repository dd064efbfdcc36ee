package io.henge.e2e.repository;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Classes that break a rule on purpose: a rule that nothing can break says nothing. */
final class Planted {
    private Planted() {}

    /** A source whose type is called {@code name}, with its package. */
    record Source(String name, String text) {}

    /** Compiles these sources alone. */
    static JavaClasses classes(Source... sources) {
        try {
            Path directory = Files.createTempDirectory("planted-");
            try {
                boolean compiled = ToolProvider.getSystemJavaCompiler()
                        .getTask(
                                null,
                                null,
                                null,
                                List.of("-d", directory.toString(), "-proc:none"),
                                null,
                                Stream.of(sources).map(Planted::file).toList())
                        .call();
                if (!compiled) {
                    throw new IllegalArgumentException("The planted sources do not compile: " + List.of(sources));
                }
                return new ClassFileImporter().importPath(directory);
            } finally {
                MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaFileObject file(Source source) {
        URI uri = URI.create("planted:///" + source.name().replace('.', '/') + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source.text();
            }
        };
    }
}
