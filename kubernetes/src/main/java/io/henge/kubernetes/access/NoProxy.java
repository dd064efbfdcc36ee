package io.henge.kubernetes.access;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is reached without a proxy, by the rules of Go: {@code *} is everything; {@code example.com} is that host and all below
 * it, {@code .example.com} and {@code *.example.com} all below it; an address is that address, {@code 10.0.0.0/8} a range of
 * them; a port after a host or address limits it to that port. Names are never looked up: a range matches only a server whose URL
 * has an address.
 *
 * @param entries as they are given; what is none of these matches nothing
 */
record NoProxy(List<String> entries) {
    NoProxy {
        entries = entries.stream()
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    boolean matches(URI server) {
        return entries.stream().anyMatch(entry -> matches(entry, hostOf(server), portOf(server)));
    }

    /** {@code localhost} and loopback addresses. */
    static boolean isLoopback(URI server) {
        String host = hostOf(server);
        @Nullable InetAddress address = addressOf(host);
        return host.equals("localhost") || (address != null && address.isLoopbackAddress());
    }

    private static boolean matches(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        @Nullable InetAddress address = addressOf(host);
        if (entry.contains("/")) {
            return address != null && isWithin(entry, address);
        }
        HostAndPort only = split(entry);
        if (only.getHost().isEmpty() || only.getPortOrDefault(port) != port) {
            return false;
        }
        @Nullable InetAddress one = addressOf(only.getHost());
        return one == null ? isAtOrBelow(only.getHost(), host) : one.equals(address);
    }

    private static boolean isAtOrBelow(String domain, String host) {
        String below = domain.startsWith("*.") ? domain.substring(1) : domain;
        return below.startsWith(".") ? host.endsWith(below) : host.equals(below) || host.endsWith("." + below);
    }

    private static HostAndPort split(String entry) {
        try {
            return HostAndPort.fromString(entry);
        } catch (IllegalArgumentException e) {
            return HostAndPort.fromHost("");
        }
    }

    private static boolean isWithin(String range, InetAddress address) {
        int slash = range.indexOf('/');
        @Nullable InetAddress first = addressOf(range.substring(0, slash));
        int bits;
        try {
            bits = Integer.parseInt(range.substring(slash + 1));
        } catch (NumberFormatException e) {
            return false;
        }
        if (first == null || bits < 0 || bits > first.getAddress().length * Byte.SIZE) {
            return false;
        }
        byte[] from = first.getAddress();
        byte[] at = address.getAddress();
        if (from.length != at.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if ((from[bit / Byte.SIZE] & mask) != (at[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable InetAddress addressOf(String host) {
        return InetAddresses.isInetAddress(host) ? InetAddresses.forString(host) : null;
    }

    /** In small letters, without the brackets of an IPv6 address. */
    private static String hostOf(URI server) {
        String host = Objects.requireNonNullElse(server.getHost(), "").toLowerCase(Locale.ROOT);
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static int portOf(URI server) {
        if (server.getPort() > 0) {
            return server.getPort();
        }
        return "https".equalsIgnoreCase(server.getScheme()) ? 443 : 80;
    }
}
