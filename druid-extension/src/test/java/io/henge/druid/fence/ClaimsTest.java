package io.henge.druid.fence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.henge.core.attempt.Attempt;
import io.henge.core.fence.Claim;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of the attempt that a task belongs to. */
class ClaimsTest {
    private static final Attempt ATTEMPT = PresentTerm.attempt("pärent", "index_parallel");
    private static final Claim CLAIM = new Claim(ATTEMPT.id(), ATTEMPT.token());

    private static Optional<Claim> inTask(String json) {
        return Claims.inTask(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTaskClaimsWhatItsContextNames() throws Exception {
        NoopTask task = PresentTerm.task("sub", PresentTerm.context(ATTEMPT));
        assertThat(Claims.of(task)).contains(CLAIM);
        assertThat(Claims.of(PresentTerm.task("sub", null))).isEmpty();
    }

    @Test
    void aTaskInJsonClaimsTheSame() throws Exception {
        ObjectMapper json = new DefaultObjectMapper();
        json.registerSubtypes(new NamedType(NoopTask.class, "noop"));
        NoopTask task = PresentTerm.task("sub", PresentTerm.context(ATTEMPT));
        assertThat(Claims.inTask(json.writeValueAsBytes(task))).contains(CLAIM);
        assertThat(Claims.inTask(json.writeValueAsBytes(PresentTerm.task("sub", Map.of("priority", 1)))))
                .isEmpty();
    }

    @Test
    void theContextMayStandBeforeOrBehindTheRest() {
        String context =
                "\"context\":{\"priority\":1,\"henge\":{\"token\":\"token-1\",\"attempt\":1,\"task\":\"pärent\"}}";
        assertThat(inTask("{" + context + ",\"spec\":{\"context\":{}}}")).contains(CLAIM);
        assertThat(inTask("{\"spec\":{\"a\":[{\"b\":{}}],\"context\":{\"henge\":1}}," + context + "}"))
                .contains(CLAIM);
    }

    @Test
    void aClaimIsFoundInTheBeginningOfABodyOnlyIfItStandsThere() {
        String body =
                "{\"context\":{\"henge\":{\"task\":\"pärent\",\"attempt\":1,\"token\":\"token-1\"}},\"spec\":[1,2]}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        assertThat(Claims.inTask(Arrays.copyOf(bytes, bytes.length - 5))).contains(CLAIM);
        assertThat(Claims.inTask(Arrays.copyOf(bytes, 40))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "no JSON",
                "{",
                "{\"context\"",
                "{\"context\":null}",
                "{\"context\":[]}",
                "{\"context\":{}}",
                "{\"context\":{\"henge\":\"stones\"}}",
                "{\"context\":{\"henge\":{}}}",
                "{\"context\":{\"henge\":{\"task\":\"a\",\"attempt\":\"1\",\"token\":\"t\"}}}",
                "{\"context\":{\"henge\":{\"task\":\"a\",\"attempt\":0,\"token\":\"t\"}}}",
                "{\"context\":{\"henge\":{\"task\":\"\",\"attempt\":1,\"token\":\"t\"}}}",
                "{\"context\":{\"henge\":{\"task\":\"a\",\"attempt\":1,\"token\":\"\"}}}",
                "{\"spec\":{\"context\":{\"henge\":{\"task\":\"a\",\"attempt\":1,\"token\":\"t\"}}}}",
            })
    void whatNamesNoAttemptClaimsNone(String json) {
        assertThat(inTask(json)).isEmpty();
    }
}
