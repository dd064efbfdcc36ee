package io.henge.druid.program;

/** {@link Check} for the command line. */
public final class CheckTool extends ProgramTool {
    public CheckTool() {
        super("henge-check", Check::run);
    }
}
