package io.henge.druid.fence;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/** A request of which the first bytes were read already: they can be read again, and the rest follows as it comes. */
final class RereadRequest extends HttpServletRequestWrapper {
    private final ServletInputStream body;

    /** @param head what was read of the request's stream, which stands behind it */
    RereadRequest(HttpServletRequest request, byte[] head) throws IOException {
        super(request);
        this.body = new Body(head, request.getInputStream());
    }

    @Override
    public ServletInputStream getInputStream() {
        return body;
    }

    @Override
    public BufferedReader getReader() {
        @Nullable String encoding = getCharacterEncoding();
        Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        return new BufferedReader(new InputStreamReader(body, charset));
    }

    /** The head, and then the rest; for readers that block. */
    private static final class Body extends ServletInputStream {
        private final InputStream whole;
        private boolean finished;

        Body(byte[] head, ServletInputStream rest) {
            this.whole = new SequenceInputStream(new ByteArrayInputStream(head), rest);
        }

        @Override
        public int read() throws IOException {
            return told(whole.read());
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return told(whole.read(into, from, length));
        }

        private int told(int read) {
            finished = finished || read < 0;
            return read;
        }

        @Override
        public boolean isFinished() {
            return finished;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("This request is read by a thread that waits");
        }
    }
}
