package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.druid.rest.ServedResources.Answer;
import java.util.stream.Stream;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.core.MediaType;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CrossSiteRequestsTest {
    private static final ObjectMapper JSON = new DefaultObjectMapper();
    private static final String PATH = "/druid/indexer/v1/k8s/changed";

    private final ServedResources served = new ServedResources(true, new Changed(), new CrossSiteRequests(JSON));

    @AfterEach
    void stop() {
        served.close();
    }

    /** Something that can be changed. */
    @Path(PATH)
    public static final class Changed {
        @GET
        public String read() {
            return "as it is";
        }

        @POST
        @Consumes(MediaType.APPLICATION_JSON)
        public String change() {
            return "changed";
        }

        @DELETE
        public String delete() {
            return "changed";
        }
    }

    private Answer post(String... headers) {
        return served.ask(
                "POST",
                PATH,
                Stream.concat(Stream.of("Content-Type: application/json", "Content-Length: 0"), Stream.of(headers))
                        .toArray(String[]::new));
    }

    /** As curl, the command and Druid's own processes send it. */
    @Test
    void whatNoBrowserSendsPasses() {
        assertThat(post().status()).isEqualTo(200);
        assertThat(served.ask("DELETE", PATH).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: same-origin",
                "Sec-Fetch-Site: none",
                "Origin: http://overlord",
                "Origin: http://OVERLORD",
                "X-Henge-Request: 1\r\nOrigin: https://router.example",
                "X-Forwarded-Host: router.example:8888\r\nOrigin: http://router.example:8888",
                "X-Forwarded-Host: proxy.example, router:8888\r\nOrigin: https://proxy.example",
                "Sec-Fetch-Site: same-origin\r\nOrigin: https://router.example",
            })
    void whatOurOwnPageSendsPasses(String headers) {
        assertThat(post(headers.split("\r\n")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: CROSS-SITE",
                "Sec-Fetch-Site: cross-site\r\nX-Henge-Request: 1",
                "Origin: http://elsewhere.example",
                "Origin: http://overlord.elsewhere.example",
                "Origin: http://overlord:8091",
                "Origin: null",
                "Origin: ",
                "Origin: not an address",
                "X-Forwarded-Host: router.example\r\nOrigin: http://elsewhere.example",
            })
    void whatAnotherSitesPageSendsIsRefusedWithASentence(String headers) throws Exception {
        Answer refused = post(headers.split("\r\n"));
        assertThat(refused.status()).as(refused.body()).isEqualTo(403);
        assertThat(refused.only("Content-Type")).startsWith("application/json");
        assertThat(JSON.readTree(refused.body()).path("errorMessage").asText())
                .contains("A page of another site asks for this", "Use Henge's own page or command");
    }

    @Test
    void deletionsAreRefusedLikewiseAndReadingIsNot() {
        assertThat(served.ask("DELETE", PATH, "Sec-Fetch-Site: cross-site").status())
                .isEqualTo(403);
        assertThat(served.ask("GET", PATH, "Sec-Fetch-Site: cross-site").body()).isEqualTo("as it is");
    }

    /** What a form of another site can send without asking for leave. */
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a"})
    void whatIsNoJsonIsNotTaken(String type) {
        assertThat(served.ask("POST", PATH, "Content-Length: 0", "Content-Type: " + type)
                        .status())
                .isEqualTo(415);
    }

    @Test
    void itStandsBeforeAllOfHenge() {
        assertThat(new CrossSiteRequests(JSON).getPaths()).containsExactly("/druid/indexer/v1/k8s/*");
    }
}
