package io.henge.ledger.sql;

/** A value that its column can never hold, and that is worthless unless it is exact. */
final class UnfitException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnfitException(String message) {
        super(message);
    }
}
