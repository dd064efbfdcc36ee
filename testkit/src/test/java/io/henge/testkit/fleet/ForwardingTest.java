package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import io.henge.core.cluster.ClusterIdentity;
import io.henge.core.health.Probe;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.FailoverFilter;
import io.henge.core.ledger.Term;
import io.henge.core.placement.Offer;
import io.henge.core.port.ClusterConnection;
import io.henge.core.port.Ledger;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What forwards hands every call on, with what was given, and hands back what came: one that is added later too. */
class ForwardingTest {
    private static final Attempt ATTEMPT = Attempts.placed("a", "east", 1, Instant.EPOCH);

    /** One of each type that a call takes or gives. */
    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(boolean.class, true),
            Map.entry(int.class, 7),
            Map.entry(long.class, 8L),
            Map.entry(String.class, "text"),
            Map.entry(Duration.class, Duration.ofSeconds(9)),
            Map.entry(Instant.class, Instant.EPOCH),
            Map.entry(Optional.class, Optional.of("value")),
            Map.entry(List.class, List.of("one")),
            Map.entry(Set.class, Set.of("one")),
            Map.entry(CompletionStage.class, new CompletableFuture<>()),
            Map.entry(ClusterName.class, new ClusterName("east")),
            Map.entry(ClusterIdentity.class, new ClusterIdentity("system", "namespace")),
            Map.entry(JobName.class, new JobName("job")),
            Map.entry(Attempt.class, ATTEMPT),
            Map.entry(EventFilter.class, new EventFilter(null, null, null)),
            Map.entry(FailoverFilter.class, new FailoverFilter(null, null)),
            Map.entry(Probe.class, new Probe(Probe.Answer.BUSY, "words", Duration.ofSeconds(3))),
            Map.entry(Offer.class, Offer.configured(Resources.of(1, 2))),
            Map.entry(AttemptId.class, new AttemptId(new TaskId("a"), 1)),
            Map.entry(Term.class, new Term(1, "here", Instant.EPOCH)),
            Map.entry(ClusterConnection.Watcher.class, new Deaf()),
            Map.entry(ClusterConnection.LogSink.class, (ClusterConnection.LogSink) log -> {}));

    /** A call, by its method and what it was given. */
    private record Call(Method method, List<Object> given) {}

    private static final class Deaf implements ClusterConnection.Watcher {
        @Override
        public void answers(ClusterName name) {}

        @Override
        public void offerRead(ClusterName cluster) {}

        @Override
        public void jobChanged(ClusterName cluster, JobName job) {}

        @Override
        public void clusterChanged(ClusterName cluster) {}
    }

    private static <T> T proxy(Class<T> type, Function<Call, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, given) ->
                        answers.apply(new Call(method, given == null ? List.of() : Arrays.asList(given)))));
    }

    private static Object sample(Class<?> type) {
        return Objects.requireNonNull(SAMPLES.get(type), () -> "Give SAMPLES a " + type.getName());
    }

    private static <T> void everyCallIsHandedOn(Class<T> port, Function<T, T> forwarding) throws Exception {
        List<Call> heard = new ArrayList<>();
        T forwards = forwarding.apply(proxy(port, call -> {
            heard.add(call);
            Class<?> type = call.method().getReturnType();
            return type == void.class ? "" : sample(type);
        }));
        for (Method method : port.getMethods()) {
            if (Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            heard.clear();
            List<Object> given = Stream.of(method.getParameterTypes())
                    .map(ForwardingTest::sample)
                    .toList();
            Object answer = method.invoke(forwards, given.toArray());
            assertThat(heard).as("calls for %s", method).hasSize(1);
            assertThat(heard.get(0).method().getName()).isEqualTo(method.getName());
            assertThat(heard.get(0).given()).as("given to %s", method).isEqualTo(given);
            if (method.getReturnType() != void.class) {
                assertThat(answer).as("answer of %s", method).isEqualTo(sample(method.getReturnType()));
            }
        }
    }

    @Test
    void connectionsForwardEveryCall() throws Exception {
        everyCallIsHandedOn(ClusterConnection.class, ForwardingConnection::new);
    }

    @Test
    void ledgersForwardEveryCall() throws Exception {
        everyCallIsHandedOn(Ledger.class, ForwardingLedger::new);
    }

    @Test
    void aCallThatIsForgottenIsFound() {
        assertThatThrownBy(() -> everyCallIsHandedOn(
                        ClusterConnection.class, connection -> new ForwardingConnection(connection) {
                            @Override
                            public Optional<Duration> watchAge() {
                                return Optional.empty();
                            }
                        }))
                .hasMessageContaining("watchAge");
    }
}
