package io.henge.cli.exit;

import java.util.List;

/** Says that what was asked for cannot be done, with every reason at once; nothing was begun. */
public final class Refused extends CommandFailed {
    private static final long serialVersionUID = 1L;

    private final transient List<String> complaints;

    /** @param complaints one sentence each: what, which value, what was expected, the remedy */
    public Refused(List<String> complaints) {
        super(ExitCode.REFUSED, String.join("\n", complaints));
        this.complaints = List.copyOf(complaints);
    }

    public List<String> complaints() {
        return complaints;
    }

    @Override
    public List<String> sentences() {
        return complaints;
    }
}
