package io.henge.core.attempt;

/** What Henge needs to know of a task to place and to list it; a larger {@code priority} goes first. */
public record TaskTraits(String type, String dataSource, String groupId, int priority) {}
