package io.henge.core.attempt;

/** Where a running attempt can be asked over HTTP; a port is -1 where it is not open. */
public record Location(String host, int plaintextPort, int tlsPort, String pod) {}
