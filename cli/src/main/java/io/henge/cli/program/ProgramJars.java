package io.henge.cli.program;

import java.nio.file.Path;

/** Where the jars are that hold Henge's extension and what it needs of Druid. */
@FunctionalInterface
public interface ProgramJars {
    /**
     * Lends the directory that holds the jars for as long as {@code use} takes: nobody changes it meanwhile.
     *
     * @return what {@code use} returned
     */
    int lend(Use use) throws InterruptedException;

    /** Something to do with the jars; returns an exit status. */
    @FunctionalInterface
    interface Use {
        int with(Path directory) throws InterruptedException;
    }

    /** Jars that never change, as those of a distribution do not. */
    static ProgramJars in(Path directory) {
        return use -> use.with(directory);
    }
}
