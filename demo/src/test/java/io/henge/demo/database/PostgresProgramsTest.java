package io.henge.demo.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class PostgresProgramsTest {
    @TempDir
    private Path temporary;

    @Test
    void programsAreExecutableAndLinksStayLinks() throws IOException {
        PostgresPrograms programs =
                PostgresPrograms.unpack(new ByteArrayInputStream(archive()), temporary.resolve("programs"));

        assertThat(programs.server()).isExecutable();
        assertThat(programs.directory().resolve("share/text")).hasContent("text");
        assertThat(Files.isExecutable(programs.directory().resolve("share/text")))
                .isFalse();
        assertThat(Files.readSymbolicLink(programs.directory().resolve("lib/link")))
                .isEqualTo(Path.of("target"));
    }

    private static byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options(0)))) {
            put(tar, "bin/postgres", "program", 0755);
            put(tar, "share/text", "text", 0644);
            TarArchiveEntry link = new TarArchiveEntry("lib/link", TarConstants.LF_SYMLINK);
            link.setLinkName("target");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static void put(TarArchiveOutputStream tar, String name, String content, int mode) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length());
        entry.setMode(mode);
        tar.putArchiveEntry(entry);
        tar.write(content.getBytes(StandardCharsets.UTF_8));
        tar.closeArchiveEntry();
    }

    @Test
    void itIsHereForOneKindOfMachine() {
        assertThat(PostgresPrograms.misfit("Linux", "amd64")).isEmpty();
        assertThat(PostgresPrograms.misfit("Linux", "aarch64"))
                .contains("PostgreSQL is here for Linux amd64 only, and this is Linux aarch64");
    }
}
