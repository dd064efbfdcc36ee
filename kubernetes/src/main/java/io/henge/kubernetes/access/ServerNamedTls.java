package io.henge.kubernetes.access;

import com.google.common.net.InetAddresses;
import java.security.SecureRandom;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * TLS to a server that is to prove another name than that of its URL, as {@code tls-server-name} of a kubeconfig has it: the name
 * is sent (SNI, unless it is an address), and the certificate is verified against it, by the JDK's own rules. The JDK's HTTP client
 * has no setting for it, but asks its context for an engine, to which this one tells the other name.
 */
final class ServerNamedTls extends SSLContext {
    private ServerNamedTls(SSLContext context, String name) {
        super(new Named(context, name), context.getProvider(), context.getProtocol());
    }

    /** As {@code context}, but for servers of that name. */
    static SSLContext over(SSLContext context, String name) {
        return new ServerNamedTls(context, name);
    }

    /** Whether a name of a host is one that TLS can carry, or an address. */
    static boolean isName(String name) {
        try {
            return !namesOf(name).isEmpty() || isAddress(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static List<SNIServerName> namesOf(String name) {
        return isAddress(name) ? List.of() : List.of(new SNIHostName(name));
    }

    private static boolean isAddress(String name) {
        return InetAddresses.isInetAddress(name);
    }

    private static final class Named extends SSLContextSpi {
        private final SSLContext context;
        private final String name;

        Named(SSLContext context, String name) {
            this.context = context;
            this.name = name;
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return new NamedEngine(context.createSSLEngine(name, port), namesOf(name));
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return engineCreateSSLEngine(name, -1);
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
            throw new IllegalStateException("It is made of one that is ready");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            throw new UnsupportedOperationException("Only engines are made");
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw new UnsupportedOperationException("Only engines are made");
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return context.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return context.getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return context.getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return context.getSupportedSSLParameters();
        }
    }
}
