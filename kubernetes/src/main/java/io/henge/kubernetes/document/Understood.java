package io.henge.kubernetes.document;

import java.util.List;

/**
 * What a document says.
 *
 * @param notes what a person should know and what does not keep the document from being used: fields that are not known, which
 *     are kept as they are, and values that were written as another kind than is expected
 */
public record Understood<T>(T value, List<Remark> notes) {
    public Understood {
        notes = List.copyOf(notes);
    }
}
