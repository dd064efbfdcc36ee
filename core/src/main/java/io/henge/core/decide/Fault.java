package io.henge.core.decide;

/** A thought that failed: a fault of Henge's own, which is kept from everything but its subject. */
public record Fault(String subject, RuntimeException cause) {}
