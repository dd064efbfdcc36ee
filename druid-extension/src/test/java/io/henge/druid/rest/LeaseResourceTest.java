package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Outcome;
import io.henge.druid.runner.LeadingOverlord;
import io.henge.testkit.fleet.Attempts;
import java.time.Instant;
import javax.ws.rs.core.Response;
import org.apache.druid.server.http.security.StateResourceFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What peons are answered that want their leases renewed. */
@Timeout(60)
class LeaseResourceTest {
    private static final Attempt RUNS = Attempts.placed("runs", "east", 1, LeadingOverlord.NOW);
    private static final Attempt ENDED =
            Attempts.placed("ended", "east", 1, LeadingOverlord.NOW).ended(Outcome.success(1), LeadingOverlord.NOW);

    private final LeadingOverlord overlord = new LeadingOverlord(RUNS, ENDED);
    private final LeaseResource resource = new LeaseResource(overlord.taskMaster());

    @AfterEach
    void stop() {
        overlord.close();
    }

    private Response renew(Attempt attempt, int number) {
        return resource.renew(Asked.body("{\"task\":\"" + attempt.task() + "\",\"attempt\":" + number + ",\"token\":\""
                + attempt.token() + "\"}"));
    }

    @Test
    void whoRunsMayGoOnAndWhoHasEndedMaySayGoodbye() {
        assertThat(Asked.done(renew(RUNS, 1)).path("renewed").asBoolean()).isTrue();
        assertThat(Asked.done(renew(ENDED, 1)).path("renewed").asBoolean()).isTrue();
    }

    @Test
    void whoIsNotThePresentAttemptIsToStop() {
        assertThat(Asked.refusal(renew(RUNS, 2), 410)).contains("not the present one");
        assertThat(Asked.refusal(renew(Attempts.placed("none", "east", 1, LeadingOverlord.NOW), 1), 410))
                .contains("not known");
    }

    @Test
    void aFormerLeaderSaysNothing() {
        overlord.ledger().lead("another:8090", Instant.EPOCH);
        assertThat(renew(RUNS, 1).getStatus()).isEqualTo(503);
        assertThat(renew(RUNS, 2).getStatus()).isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | `task`, `attempt` or `token` is missing",
                "{\"task\":\"a\",\"attempt\":0,\"token\":\"t\"} | `attempt` is",
                "{\"task\":\"a\",\"attempt\":1,\"token\":\"t\",\"more\":1} | `more` is not known",
            })
    void whatIsNoClaimIsRefused(String body, String sentence) {
        assertThat(Asked.refusal(resource.renew(Asked.body(body)), 400)).contains(sentence);
    }

    @Test
    void whoMayActForTasksMayRenew() throws Exception {
        assertThat(LeaseResource.class
                        .getMethod("renew", java.io.InputStream.class)
                        .getAnnotation(ResourceFilters.class)
                        .value())
                .containsExactly(StateResourceFilter.class);
    }
}
