package io.henge.demo.process;

/**
 * One long-running process of a world.
 *
 * @param name what people call it, and the name of its log and record
 */
public record Part(String name, ProcessMark mark, LogFile log) {
    public long pid() {
        return mark.pid();
    }

    /** Throws, with the end of the log, if the process has ended. */
    public void requireAlive() {
        if (!mark.isAlive()) {
            throw new PartFailed(log.explain(name + " ended unexpectedly."));
        }
    }
}
