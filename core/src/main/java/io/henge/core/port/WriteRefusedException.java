package io.henge.core.port;

import io.henge.core.ledger.LedgerWrite;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store will never take a write, for what it says: a character, a length, a value. Nothing of its batch was written,
 * and repeating the batch would give the same answer.
 */
public class WriteRefusedException extends LedgerException {
    private static final long serialVersionUID = 1L;

    @Nullable
    private final transient LedgerWrite refused;

    /** @param refused the write that was refused, null where the store does not say which one of the batch it was */
    public WriteRefusedException(@Nullable LedgerWrite refused, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.refused = refused;
    }

    public Optional<LedgerWrite> refused() {
        return Optional.ofNullable(refused);
    }
}
