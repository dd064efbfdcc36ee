package io.henge.core.port;

import io.henge.core.ledger.Term;

/** A newer term exists: whoever sees this is not the leader any more and must stop acting. */
public class TermLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TermLostException(Term term) {
        super("Term[" + term.epoch() + "] of holder[" + term.holder() + "] is over: a newer one exists");
    }
}
