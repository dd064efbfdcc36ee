package io.henge.e2e.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A way to a server that can swallow what is sent, as a network does that drops packets: connections stay open and nobody is
 * told.
 */
final class Relay implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final InetSocketAddress server;
    private final ServerSocket entry;
    private final Queue<Connection> connections = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private volatile boolean swallowsNew;

    private Relay(InetSocketAddress server, ServerSocket entry) {
        this.server = server;
        this.entry = entry;
    }

    /** Begins one to a server, at the server's address and another port: its certificate is good there too. */
    static Relay to(URI server) throws IOException {
        InetAddress address = InetAddress.getByName(server.getHost());
        Relay relay = new Relay(new InetSocketAddress(address, server.getPort()), new ServerSocket(0, 0, address));
        relay.threads.execute(relay::accept);
        return relay;
    }

    int port() {
        return entry.getLocalPort();
    }

    /** Swallows, from now on, what is sent over the connections that are open. */
    void swallowOpen() {
        connections.forEach(connection -> connection.swallows = true);
    }

    /** Swallows what is sent over those that are open and over each that comes. */
    void swallowAll() {
        swallowsNew = true;
        swallowOpen();
    }

    /** Lets what comes pass; connections of which something was swallowed are cut. */
    void mend() {
        swallowsNew = false;
        connections.stream().filter(connection -> connection.swallows).forEach(Connection::cut);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entry.accept();
                Connection connection = new Connection(client, new Socket(server.getAddress(), server.getPort()));
                connection.swallows = swallowsNew;
                connections.add(connection);
                threads.execute(() -> connection.carry(connection.client, connection.target));
                threads.execute(() -> connection.carry(connection.target, connection.client));
            }
        } catch (IOException e) {
            connections.forEach(Connection::cut);
        }
    }

    private static final class Connection {
        private final Socket client;
        private final Socket target;

        private volatile boolean swallows;

        private Connection(Socket client, Socket target) {
            this.client = client;
            this.target = target;
        }

        private void carry(Socket from, Socket to) {
            byte[] chunk = new byte[CHUNK];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                    if (!swallows) {
                        out.write(chunk, 0, read);
                    }
                }
                if (!swallows) {
                    cut();
                }
            } catch (IOException e) {
                cut();
            }
        }

        private void cut() {
            try (client;
                    target) {
                swallows = true;
            } catch (IOException e) {
                throw new IllegalStateException("A relayed connection cannot be closed", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        entry.close();
        connections.forEach(Connection::cut);
        threads.shutdownNow();
    }
}
