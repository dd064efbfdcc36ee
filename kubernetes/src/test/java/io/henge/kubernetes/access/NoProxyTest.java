package io.henge.kubernetes.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which proxy of the environment counts, as in Go's httpproxy, whose own test table this follows in kind. */
class NoProxyTest {
    @ParameterizedTest
    @CsvSource({
        "*, https://api.example.com, true",
        "example.com, https://example.com, true",
        "example.com, https://api.example.com:6443, true",
        "example.com, https://badexample.com, false",
        ".example.com, https://api.example.com, true",
        ".example.com, https://example.com, false",
        "*.example.com, https://api.example.com, true",
        "*.example.com, https://example.com, false",
        "EXAMPLE.com, https://api.Example.COM, true",
        "example.com:443, https://example.com, true",
        "example.com:6443, https://example.com, false",
        "example.com:80, http://example.com, true",
        "10.0.0.1, https://10.0.0.1:6443, true",
        "10.0.0.1:443, https://10.0.0.1:6443, false",
        "10.0.0.1:6443, https://10.0.0.1:6443, true",
        "10.0.0.0/8, https://10.200.3.4:6443, true",
        "10.0.0.0/8, https://11.0.0.1, false",
        "10.0.0.128/25, https://10.0.0.127, false",
        "10.0.0.0/8, https://ten.example.com, false",
        "fd00::/8, 'https://[fd12::1]:6443', true",
        "fd00::/8, https://10.0.0.1, false",
        "fd12::1, 'https://[fd12::1]:6443', true",
        "10.0.0.0/99, https://10.0.0.1, false",
        "10.0.0.0/x, https://10.0.0.1, false",
        "/8, https://10.0.0.1, false",
        "'', https://example.com, false",
        "com, https://example.com, true",
    })
    void anEntryMatchesAsInGo(String entry, String server, boolean matches) {
        NoProxy noProxy = new NoProxy(List.of("nothing.invalid", " " + entry + " "));
        assertThat(noProxy.matches(URI.create(server))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "https://localhost:6443, true",
        "https://127.0.0.1:6443, true",
        "https://127.8.8.8, true",
        "'https://[::1]:6443', true",
        "https://localhost.example.com, false",
        "https://10.0.0.1, false",
    })
    void thisMachineIsNeverReachedThroughTheEnvironmentsProxy(String server, boolean loopback) {
        ProxyEnvironment environment = environment(Map.of("HTTPS_PROXY", "http://proxy:3128"));
        assertThat(environment.to(URI.create(server)) == null).isEqualTo(loopback);
    }

    @Test
    void eachSchemeHasItsVariableAndCapitalsGoFirst() {
        Map<String, String> variables = Map.of(
                "HTTPS_PROXY",
                "http://capital:1",
                "https_proxy",
                "http://small:1",
                "http_proxy",
                "plain:2",
                "NO_PROXY",
                "");
        ProxyEnvironment environment = environment(variables);
        assertThat(environment.to(URI.create("https://api:6443"))).isEqualTo("http://capital:1");
        assertThat(environment.to(URI.create("http://api:8080"))).isEqualTo("http://plain:2");
        assertThat(environment(Map.of("ALL_PROXY", "http://all:1")).to(URI.create("https://api")))
                .isNull();
    }

    private static ProxyEnvironment environment(Map<String, String> variables) {
        return ProxyEnvironment.of(variables::get);
    }
}
