package io.henge.ledger.sql;

import io.henge.core.port.LedgerException;

/** What a database said, and what is meant by it. */
final class StoreException extends LedgerException {
    private static final long serialVersionUID = 1L;

    private final StoreFault fault;

    StoreException(StoreFault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    StoreFault fault() {
        return fault;
    }
}
