package io.henge.druid.program;

/** {@link Render} for the command line. */
public final class RenderTool extends ProgramTool {
    public RenderTool() {
        super("henge-render", Render::run);
    }
}
