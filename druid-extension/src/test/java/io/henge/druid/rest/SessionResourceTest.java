package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.apache.druid.server.DruidNode;
import org.apache.druid.server.security.Access;
import org.apache.druid.server.security.Action;
import org.apache.druid.server.security.AuthorizerMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionResourceTest {
    private static final DruidNode SELF = new DruidNode("druid/overlord", "here", false, 8090, null, true, false);

    private static JsonNode asked(AuthorizerMapper authorizers) {
        return Asked.done(new SessionResource(authorizers, SELF).present(Asked.plainly(), Asked.byAnna()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoAsksIsToldWhetherTheyMayChangeAnything(boolean may) {
        JsonNode session = asked(new AuthorizerMapper(Map.of(
                "allowAll",
                (who, what, action) -> may
                                && who.getIdentity().equals("anna")
                                && action == Action.WRITE
                                && what.getType().equals("CONFIG")
                        ? Access.allow()
                        : Access.deny("no"))));
        assertThat(session.path("identity").asText()).isEqualTo("anna");
        assertThat(session.path("mayChange").asBoolean()).isEqualTo(may);
        assertThat(session.path("overlord").asText()).isEqualTo("here:8090");
    }

    @Test
    void whomNobodyAuthorizesMayChangeNothing() {
        assertThat(asked(new AuthorizerMapper(Map.of())).path("mayChange").asBoolean())
                .isFalse();
    }

    @Test
    void aParameterIsRefused() {
        assertThat(Asked.refusal(
                        new SessionResource(new AuthorizerMapper(Map.of()), SELF)
                                .present(Asked.query("who=me"), Asked.byAnna()),
                        400))
                .contains("`who`");
    }
}
