package io.henge.core.ledger;

import java.time.Instant;

/** One leadership period of one Overlord. Epochs only grow; {@code since} is for people and decides nothing. */
public record Term(long epoch, String holder, Instant since) {}
