package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.jersey.api.uri.UriComponent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.server.security.AuthConfig;
import org.apache.druid.server.security.AuthenticationResult;
import org.eclipse.jetty.server.Request;

/** What a person sends and is answered, with Druid's own JSON. */
final class Asked {
    private static final ObjectMapper JSON = new DefaultObjectMapper();

    private Asked() {}

    /** A request of Anna's, as Druid's authenticators leave it. */
    static HttpServletRequest byAnna() {
        Request request = new Request(null, null);
        request.setAttribute(
                AuthConfig.DRUID_AUTHENTICATION_RESULT, new AuthenticationResult("anna", "allowAll", null, null));
        return request;
    }

    /** The URL of a request with this query, such as {@code limit=3&state=limbo}, as Jersey takes it apart. */
    static UriInfo query(String query) {
        return (UriInfo) Proxy.newProxyInstance(
                Asked.class.getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("getQueryParameters")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return UriComponent.decodeQuery(query, true);
                });
    }

    /** The URL of a request without a query. */
    static UriInfo plainly() {
        return query("");
    }

    static InputStream because(String reason) {
        return body(new Word(reason, null, null, false));
    }

    /** A word as it is sent. */
    static InputStream body(Word word) {
        return body(JSON.valueToTree(word).toString());
    }

    static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The body of an answer of 200. */
    static JsonNode done(Response response) {
        JsonNode body = JSON.valueToTree(response.getEntity());
        assertThat(response.getStatus()).as(body.toString()).isEqualTo(200);
        return body;
    }

    /** The message of a refusal in the shape that Druid's own API gives it. */
    static String refusal(Response response, int status) {
        JsonNode body = JSON.valueToTree(response.getEntity());
        assertThat(response.getStatus()).as(body.toString()).isEqualTo(status);
        assertThat(body.path("error").asText()).isEqualTo("druidException");
        assertThat(body.hasNonNull("category")).isTrue();
        return body.path("errorMessage").asText();
    }
}
