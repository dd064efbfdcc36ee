package io.henge.testkit.way;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * A way to an API server that can be out of order: it swallows what is sent, makes it late, breaks connections, or answers in the
 * server's place. It stands at the server's address with the server's certificate, and reads what it carries.
 */
public final class FaultyWay implements AutoCloseable {
    private static final int CHUNK = 1 << 16;
    private static final int NOTHING = 0;
    private static final int CONNECTIONS_MAX = 1_000;

    private final SSLContext serving;
    private final SSLContext asking;
    private final InetAddress address;
    private final int target;
    private final ServerSocket entry;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** How it is now; each thread goes by it. */
    private volatile Manner manner = Manner.SOUND;

    /**
     * How it carries.
     *
     * @param swallows whether nothing comes through, in either direction, over old connections and new ones
     * @param lateMillis how much later each piece of a request comes
     * @param answer the HTTP status that it gives itself, 0 for none
     */
    public record Manner(boolean swallows, int lateMillis, int answer) {
        public static final int TOO_MANY_REQUESTS = 429;
        public static final Manner SOUND = new Manner(false, 0, NOTHING);
        public static final Manner SWALLOWS = new Manner(true, 0, NOTHING);

        public static Manner late(int millis) {
            return new Manner(false, millis, NOTHING);
        }

        public static Manner answers(int status) {
            return new Manner(false, 0, status);
        }
    }

    private FaultyWay(SSLContext serving, SSLContext asking, InetAddress address, int target) throws IOException {
        this.serving = serving;
        this.asking = asking;
        this.address = address;
        this.target = target;
        this.entry = new ServerSocket(0, CONNECTIONS_MAX, address);
    }

    /** Begins one to that API server, sound at first. */
    public static FaultyWay to(URI server, Path pki) throws IOException, GeneralSecurityException {
        FaultyWay way = new FaultyWay(
                KeptKey.serving(pki), KeptKey.asking(pki), InetAddress.getByName(server.getHost()), server.getPort());
        way.threads.execute(way::accept);
        return way;
    }

    /** A kubeconfig that leads to the server, such that it leads there by this way. */
    public String leading(String kubeconfig) {
        return kubeconfig.replace(":" + target, ":" + entry.getLocalPort());
    }

    /** Is like that from now on. Where it answers itself, or is sound again, it breaks what is open. */
    public void become(Manner other) {
        Manner before = manner;
        manner = other;
        if (other.answer() != NOTHING || before.answer() != NOTHING || before.swallows()) {
            breakAll();
        }
    }

    /** Breaks all connections that are open. */
    public void breakAll() {
        open.forEach(FaultyWay::close);
        open.removeIf(Socket::isClosed);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entry.accept();
                open.add(client);
                open.removeIf(Socket::isClosed);
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            breakAll();
        }
    }

    /** One that comes while it swallows is never let in, as where the first packet is lost. */
    private void serve(Socket plain) {
        if (manner.swallows()) {
            return;
        }
        try (Socket client = serving.getSocketFactory().createSocket(plain, null, true)) {
            open.add(client);
            if (manner.answer() != NOTHING) {
                answer(client);
            } else {
                carry(client);
            }
        } catch (IOException e) {
            close(plain);
        }
    }

    private void carry(Socket client) throws IOException {
        try (Socket server = asking.getSocketFactory().createSocket(address, target)) {
            open.add(server);
            threads.execute(() -> carry(server, client, false));
            carry(client, server, true);
        }
    }

    private void carry(Socket from, Socket to, boolean isRequest) {
        byte[] chunk = new byte[CHUNK];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                Manner now = manner;
                if (isRequest && now.lateMillis() > 0 && closing.await(now.lateMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                if (!now.swallows()) {
                    out.write(chunk, 0, read);
                }
            }
        } catch (IOException e) {
            // Broken: both ends are closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads request after request, and gives each the same answer. */
    private void answer(Socket client) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream(), CHUNK);
        for (int status = manner.answer(); status != NOTHING && skipRequest(in); status = manner.answer()) {
            String body = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"planted\","
                    + "\"code\":" + status + "}";
            String head = "HTTP/1.1 " + status + " Planted\r\nContent-Type: application/json\r\n"
                    + (status == Manner.TOO_MANY_REQUESTS ? "Retry-After: 1\r\n" : "")
                    + "Content-Length: " + body.length() + "\r\n\r\n";
            client.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static boolean skipRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || head.length() > CHUNK) {
                return false;
            }
            head.append((char) next);
        }
        for (String line : head.toString().split("\r\n", -1)) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, "Content-Length:".length())) {
                in.skipNBytes(
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()));
            }
        }
        return true;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more, which is what was wanted.
        }
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        entry.close();
        breakAll();
        threads.shutdownNow();
    }
}
