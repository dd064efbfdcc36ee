package io.henge.kubernetes.document;

import java.util.List;

/** A document is not what it should be. */
public final class DocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Remark> remarks;

    DocumentException(List<Remark> remarks) {
        super(Remark.text("The document", remarks));
        this.remarks = List.copyOf(remarks);
    }

    DocumentException(int line, String words, Throwable cause) {
        this(line, words);
        initCause(cause);
    }

    /** @param line 0 if it is about the whole */
    DocumentException(int line, String words) {
        this(List.of(new Remark(line, words)));
    }

    /** In the order in which they should be read; at least one. */
    public List<Remark> remarks() {
        return remarks;
    }
}
