package io.henge.kubernetes.stub;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server that does with each connection as it is told, also what no HTTP server does. */
public final class WireServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Manner manner;
    private volatile @Nullable String interruption;

    /** How it takes requests. */
    public interface Manner {
        /**
         * Takes one.
         *
         * @param request how many there were on this connection, with this one
         * @return whether the connection stays
         */
        boolean take(Socket client, int connection, int request) throws IOException, InterruptedException;
    }

    public WireServer(Manner manner) throws IOException {
        this.manner = manner;
        threads.execute(this::accept);
    }

    /** Answers, and keeps the connection. */
    public static Manner answering(int code, String body) {
        return (client, connection, request) -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            write(client, "HTTP/1.1 " + code + " so\r\nContent-Length: " + bytes.length + "\r\n\r\n" + body);
            return true;
        };
    }

    /** Says nothing, until the client goes. */
    public static Manner silent() {
        return (client, connection, request) -> {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
            return false;
        };
    }

    /** Begins an answer and never comes to its end. */
    public static Manner endless() {
        return (client, connection, request) -> {
            write(client, "HTTP/1.1 200 so\r\nContent-Length: 99999999999\r\n\r\n");
            byte[] more = new byte[64 << 10];
            while (true) {
                client.getOutputStream().write(more);
            }
        };
    }

    /** Begins an answer and says nothing more. */
    public static Manner stuck() {
        return (client, connection, request) -> {
            write(client, "HTTP/1.1 200 so\r\nContent-Length: 10\r\n\r\n{");
            return silent().take(client, connection, request);
        };
    }

    /** Closes the connection. */
    public static Manner closing() {
        return (client, connection, request) -> false;
    }

    /** Closes the connection, as a process does that is killed. */
    public static Manner resetting() {
        return (client, connection, request) -> {
            client.setSoLinger(true, 0);
            return false;
        };
    }

    /** Says nothing before that happens. */
    public static Manner after(CountDownLatch what, Manner then) {
        return (client, connection, request) -> {
            what.await();
            return then.take(client, connection, request);
        };
    }

    /** The first request of each connection in one way, all later ones in another. */
    public static Manner firstThen(Manner first, Manner later) {
        return (client, connection, request) -> (request == 1 ? first : later).take(client, connection, request);
    }

    private static void write(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** From now on. */
    public void become(Manner other) {
        manner = other;
    }

    /** Says that and closes connections, before anything is asked, from now on. */
    public void interrupt(String words) {
        interruption = words;
    }

    /** How many there were. */
    public int connections() {
        return connections.get();
    }

    /** How many there are. */
    public int open() {
        return open.size();
    }

    /** The heads of all requests, lines and all. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                open.add(client);
                int connection = connections.incrementAndGet();
                threads.execute(() -> serve(client, connection));
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private void serve(Socket client, int connection) {
        try (client) {
            @Nullable String said = interruption;
            if (said != null) {
                write(client, said);
                return;
            }
            int request = 0;
            do {
                asked.add(RequestHead.read(client.getInputStream()));
                request++;
            } while (manner.take(client, connection, request));
        } catch (IOException e) {
            // The client sees it by itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
