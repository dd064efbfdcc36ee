package io.henge.druid.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.jaxrs.json.JacksonJsonProvider;
import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Scopes;
import com.sun.jersey.api.core.ResourceConfig;
import com.sun.jersey.guice.spi.container.servlet.GuiceContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.http.HttpServletResponse;
import org.apache.druid.guice.annotations.Json;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.server.initialization.jetty.ForbiddenExceptionMapper;
import org.apache.druid.server.security.Access;
import org.apache.druid.server.security.Action;
import org.apache.druid.server.security.AuthConfig;
import org.apache.druid.server.security.AuthenticationResult;
import org.apache.druid.server.security.Authorizer;
import org.apache.druid.server.security.AuthorizerMapper;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/**
 * Resources behind a real Jetty and a real Jersey, with Druid's filters of headers, compression and permissions: what is in an
 * address is taken apart by them as in an Overlord. Anna asks for everything; she may read states only, if at all.
 */
final class ServedResources implements AutoCloseable {
    private final Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    /** @param mayRead whether Anna may read states */
    ServedResources(boolean mayRead, Object resource, Filter... filters) {
        Authorizer authorizer = (who, what, action) ->
                mayRead && action == Action.READ && what.getName().equals("STATE") ? Access.allow() : Access.deny("no");
        GuiceContainer jersey = new GuiceContainer(Guice.createInjector(new AbstractModule() {
            @Override
            @SuppressWarnings("unchecked") // Of an object and its own class.
            protected void configure() {
                bind((Class<Object>) resource.getClass()).toInstance(resource);
                bind(ObjectMapper.class).annotatedWith(Json.class).toInstance(new DefaultObjectMapper());
                bind(JacksonJsonProvider.class).toInstance(new JacksonJsonProvider(new DefaultObjectMapper()));
                bind(AuthorizerMapper.class).toInstance(new AuthorizerMapper(Map.of("test", authorizer)));
                bind(Tagged.class).in(Scopes.SINGLETON);
                bind(ForbiddenExceptionMapper.class).in(Scopes.SINGLETON);
            }
        }));
        ServletContextHandler root = new ServletContextHandler();
        Filter asAnna = new StandingFilter((request, response, chain) -> {
            request.setAttribute(
                    AuthConfig.DRUID_AUTHENTICATION_RESULT, new AuthenticationResult("anna", "test", null, null));
            ((HttpServletResponse) response).setHeader("Cache-Control", "no-cache, no-store, max-age=0");
            ((HttpServletResponse) response).setHeader("Content-Security-Policy", "frame-ancestors 'none'");
            chain.doFilter(request, response);
        });
        root.addFilter(new FilterHolder(asAnna), "/*", EnumSet.of(DispatcherType.REQUEST));
        for (Filter filter : filters) {
            root.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
        }
        ServletHolder holder = new ServletHolder(jersey);
        // It would need what no Druid has, and says so at length.
        holder.setInitParameter(ResourceConfig.FEATURE_DISABLE_WADL, "true");
        root.addServlet(holder, "/*");
        GzipHandler gzip = new GzipHandler();
        gzip.setMinGzipSize(0);
        gzip.setHandler(root);
        server.setHandler(gzip);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty does not start", e);
        }
    }

    /** What came back. */
    record Answer(int status, List<String> head, String body) {
        /** All that were sent of a header. */
        List<String> all(String name) {
            return head.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }

        /** The only one that was sent of a header. */
        String only(String name) {
            List<String> found = all(name);
            if (found.size() != 1) {
                throw new AssertionError(name + " was sent " + found.size() + " times: " + head);
            }
            return found.get(0);
        }
    }

    /** Sends exactly this, as no client would that mends addresses. */
    Answer ask(String method, String path, String... headers) {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            String request = Stream.concat(
                            Stream.of(method + " " + path + " HTTP/1.1", "Host: overlord", "Connection: close"),
                            Stream.of(headers))
                    .reduce("", (text, line) -> text + line + "\r\n");
            socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            int end = answer.indexOf("\r\n\r\n");
            List<String> head = answer.substring(0, end).lines().toList();
            return new Answer(Integer.parseInt(head.get(0).split(" ", 3)[1]), head, answer.substring(end + 4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty does not stop", e);
        }
    }
}
