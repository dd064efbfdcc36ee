package io.henge.kubernetes.stub;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP proxy that notes who is asked for and leads all of them to one port of this machine. */
public final class RecordingProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final InetSocketAddress target;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean blocked;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** To a port of the loopback address. */
    public RecordingProxy(int port) throws IOException {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    public RecordingProxy(InetSocketAddress target) throws IOException {
        this.target = target;
        threads.execute(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Hosts and ports for which a tunnel was asked. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** Ends all tunnels and lets nobody through from now on, or lets all through again. */
    public void block(boolean on) throws IOException {
        blocked = on;
        if (on) {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket behind = new Socket(target.getAddress(), target.getPort())) {
            open.add(behind);
            if (blocked) {
                return;
            }
            String[] first = RequestHead.read(client.getInputStream()).split(" ", 3);
            asked.add(first[1]);
            client.getOutputStream()
                    .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            threads.execute(() -> pass(behind, client));
            pass(client, behind);
        } catch (IOException e) {
            // The client sees it by itself.
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // Either side has gone.
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
