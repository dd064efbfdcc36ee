package io.henge.demo;

import java.io.PrintWriter;
import java.util.spi.ToolProvider;

/** In the place of the extension's program: tells what it was asked for. */
public final class EchoProgram implements ToolProvider {
    @Override
    public String name() {
        return "henge-render";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        out.println(String.join(" ", arguments));
        return 0;
    }
}
