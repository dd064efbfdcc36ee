package io.henge.druid.json;

/** What somebody sent is wrong; the message is a sentence for whoever sent it. */
public final class WrongInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public WrongInputException(String message) {
        super(message);
    }
}
