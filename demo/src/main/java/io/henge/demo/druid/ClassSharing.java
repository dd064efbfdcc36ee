package io.henge.demo.druid;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether Druid's classes come ready-made from an archive (half the start-up time), or are being noted to make one.
 *
 * <p>An archive that does not fit is ignored by the JVM, so using one is always safe.
 */
public sealed interface ClassSharing {
    /** The JVM options for the part {@code name}. */
    List<String> options(String name);

    /** From {@code archive}, if it is there. */
    record FromArchive(Path archive) implements ClassSharing {
        @Override
        public List<String> options(String name) {
            return Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
        }
    }

    /** Every loaded class is noted in {@code directory}, one file per process. */
    record Recording(Path directory) implements ClassSharing {
        @Override
        public List<String> options(String name) {
            return List.of("-Xshare:off", "-XX:DumpLoadedClassList=" + directory.resolve(name + "-%p.classlist"));
        }
    }
}
