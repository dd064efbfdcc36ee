package io.henge.kubernetes.joining;

/**
 * The two clusters that it is about; they may be one.
 *
 * @param member the one that is added or taken back
 * @param overlord the one that the Overlord runs in
 * @param overlordNamespace where the Overlord runs, and looks for registrations
 */
public record JoinRoutes(ContextRoute member, ContextRoute overlord, String overlordNamespace) {}
