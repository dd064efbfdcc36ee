package io.henge.kubernetes.stub;

import java.io.IOException;
import java.io.InputStream;

/** The beginning of an HTTP request, as it comes. */
final class RequestHead {
    private RequestHead() {}

    /**
     * Reads the request's line and its headers, with the empty line after them.
     *
     * @throws IOException if it ends before
     */
    static String read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("The request ended early");
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
