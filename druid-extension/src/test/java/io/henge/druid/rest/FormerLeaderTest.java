package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.druid.dynamic.DruidDatabase;
import io.henge.druid.dynamic.ExecutionConfig;
import io.henge.druid.dynamic.ExecutionConfigs;
import io.henge.druid.runner.LeadingOverlord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.Response;
import org.apache.druid.audit.AuditManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes of the dynamic configuration by an Overlord that another has overtaken, which Druid has not noticed. */
@Timeout(60)
class FormerLeaderTest {
    private static final String RULES =
            "{\"placementRules\":[{\"name\":\"only-west\",\"require\":{\"name\":[\"west\"]}}]}";

    private final DruidDatabase database = new DruidDatabase();
    private final ExecutionConfigs configs = database.leader();
    private final LeadingOverlord overlord = new LeadingOverlord();
    private final ExecutionConfigResource resource = new ExecutionConfigResource(configs, overlord.taskMaster());

    @AfterEach
    void stop() {
        overlord.close();
        database.close();
    }

    private void another() {
        overlord.ledger().lead("another:8090", Instant.EPOCH);
    }

    /** What is stored, as the next leader reads it. */
    private ExecutionConfig stored() {
        ExecutionConfigs next = database.overlord();
        next.refresh();
        return next.current();
    }

    private static HttpServletRequest ann() {
        return AuthoredRequests.of("ann", "maintenance");
    }

    /** Of Ann, whose comment is read when the change is about to be written; {@code then} happens at that moment. */
    private static HttpServletRequest annThen(Runnable then) {
        AtomicBoolean happened = new AtomicBoolean();
        HttpServletRequest request = ann();
        return (HttpServletRequest) Proxy.newProxyInstance(
                FormerLeaderTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> {
                    if (arguments != null
                            && AuditManager.X_DRUID_COMMENT.equals(arguments[0])
                            && !happened.getAndSet(true)) {
                        then.run();
                    }
                    try {
                        return method.invoke(request, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void whoLeadsTakesAChange() {
        assertThat(resource.change(Asked.body(RULES), ann()).getStatus()).isEqualTo(200);
        assertThat(stored().placementRules()).isNotNull();
    }

    @Test
    void nothingIsStoredByWhoIsOvertakenBefore() {
        another();
        assertThat(Asked.refusal(resource.change(Asked.body(RULES), ann()), 503))
                .isEqualTo("This Overlord does not lead");
        assertThat(Asked.refusal(resource.change(Asked.body("{\"capacity\":7}"), ann()), 503))
                .isEqualTo("This Overlord does not lead");
        assertThat(stored()).isEqualTo(ExecutionConfig.NOTHING_SAID);
    }

    @Test
    void nothingIsTakenBackByWhoIsOvertakenBefore() {
        resource.change(Asked.body(RULES), ann());
        another();
        assertThat(Asked.refusal(resource.takeBack("placementRules", ann()), 503))
                .isEqualTo("This Overlord does not lead");
        assertThat(stored().placementRules()).isNotNull();
    }

    @Test
    void whoIsOvertakenWhileItWritesDoesNotSayThatTheChangeCounts() {
        Response answer = resource.change(Asked.body(RULES), annThen(this::another));
        assertThat(Asked.refusal(answer, 503))
                .contains("the change may have been stored", "`GET /druid/indexer/v1/k8s/taskrunner/executionconfig`");
        assertThat(stored().placementRules()).isNotNull();
    }

    @Test
    void theTermIsTheOneInWhichTheRequestCame() {
        InputStream slow = new ByteArrayInputStream("{\"capacity\":7}".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public byte[] readNBytes(int length) throws IOException {
                another();
                overlord.taskMaster().stopBeingLeader();
                return super.readNBytes(length);
            }
        };
        assertThat(Asked.refusal(resource.change(slow, ann()), 503)).isEqualTo("This Overlord does not lead");
        assertThat(stored()).isEqualTo(ExecutionConfig.NOTHING_SAID);
    }
}
