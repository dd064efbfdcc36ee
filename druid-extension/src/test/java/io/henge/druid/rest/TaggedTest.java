package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.druid.rest.ServedResources.Answer;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TaggedTest {
    /** Something that changes, and something that is refused. */
    @Path("/")
    public static final class Changing {
        private volatile String value = "before";

        @GET
        @Path("value")
        @Produces(MediaType.APPLICATION_JSON)
        @ResourceFilters(Tagged.class)
        public Response value() {
            return Response.ok(Map.of("value", value)).build();
        }

        @GET
        @Path("refused")
        @Produces(MediaType.APPLICATION_JSON)
        @ResourceFilters(Tagged.class)
        public Response refused() {
            return Answers.notFound("There is none");
        }
    }

    @Test
    void whoHasTheSameAnswerAlreadyIsToldSo() {
        Changing changing = new Changing();
        try (ServedResources served = new ServedResources(true, changing)) {
            Answer first = served.ask("GET", "/value");
            assertThat(first.body()).isEqualTo("{\"value\":\"before\"}");
            assertThat(first.only("Content-Type")).isEqualTo("application/json");
            String tag = first.only("ETag");

            Answer same = served.ask("GET", "/value", "If-None-Match: " + tag);
            assertThat(same.status()).isEqualTo(304);
            assertThat(same.body()).isEmpty();
            assertThat(same.only("ETag")).isEqualTo(tag);

            changing.value = "after";
            Answer other = served.ask("GET", "/value", "If-None-Match: " + tag);
            assertThat(other.status()).isEqualTo(200);
            assertThat(other.body()).contains("after");
            assertThat(other.only("ETag")).isNotEqualTo(tag);
        }
    }

    @Test
    void theTagOfWhatWasCompressedIsKnownToo() {
        try (ServedResources served = new ServedResources(true, new Changing())) {
            String tag = served.ask("GET", "/value", "Accept-Encoding: gzip").only("ETag");
            assertThat(served.ask("GET", "/value", "Accept-Encoding: gzip", "If-None-Match: " + tag)
                            .status())
                    .isEqualTo(304);
        }
    }

    @Test
    void aRefusalStaysAsItIs() {
        try (ServedResources served = new ServedResources(true, new Changing())) {
            Answer refused = served.ask("GET", "/refused", "If-None-Match: \"any\"");
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.body()).contains("There is none");
            assertThat(refused.all("ETag")).isEmpty();
        }
    }

    /** Those paths that a page asks for again and again. */
    @Test
    void whatIsAskedForAgainAndAgainIsTagged() {
        assertThat(Stream.of(
                                ClustersResource.class,
                                PlacementsResource.class,
                                TasksResource.class,
                                EventsResource.class,
                                FailoversResource.class,
                                SummaryResource.class,
                                SessionResource.class)
                        .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
                        .filter(method -> method.isAnnotationPresent(GET.class)))
                .hasSizeGreaterThan(8)
                .allSatisfy(method -> assertThat(filters(method)).contains(Tagged.class));
    }

    private static List<Class<?>> filters(Method method) {
        return List.of(method.getAnnotation(ResourceFilters.class).value());
    }
}
