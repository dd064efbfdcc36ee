package io.henge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** A jar with a program in the place of the extension's. */
final class StandInProgram {
    private StandInProgram() {}

    /**
     * Writes the jar into {@code dir}.
     *
     * @param name under which the program is found
     * @param body of its method, in Java: of {@code out}, {@code err} and {@code arguments}
     */
    static void write(Path dir, String name, String body) throws IOException {
        Path classes = Files.createDirectories(dir.resolve("classes"));
        Path source = Files.writeString(classes.resolve("Echo.java"), """
                package echo;
                public final class Echo implements java.util.spi.ToolProvider {
                    @Override
                    public String name() {
                        return "%s";
                    }

                    @Override
                    public int run(java.io.PrintWriter out, java.io.PrintWriter err, String... arguments) {
                        %s
                    }
                }
                """.formatted(name, body));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-encoding", "UTF-8", "-d", classes + "", source + ""))
                .isZero();
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(dir.resolve("echo.jar")))) {
            jar.putNextEntry(new JarEntry("echo/Echo.class"));
            jar.write(Files.readAllBytes(classes.resolve("echo/Echo.class")));
            jar.putNextEntry(new JarEntry("META-INF/services/java.util.spi.ToolProvider"));
            jar.write("echo.Echo".getBytes(StandardCharsets.UTF_8));
        }
    }
}
