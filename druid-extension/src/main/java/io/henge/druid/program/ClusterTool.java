package io.henge.druid.program;

/** {@link ClusterProgram} for the command line. */
public final class ClusterTool extends ProgramTool {
    public ClusterTool() {
        super("henge-cluster", ClusterProgram::run);
    }
}
