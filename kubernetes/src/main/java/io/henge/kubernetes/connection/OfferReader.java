package io.henge.kubernetes.connection;

import io.fabric8.kubernetes.api.model.ListMeta;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeList;
import io.fabric8.kubernetes.api.model.ResourceQuotaList;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.placement.Offer;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.Api.Answer;
import io.henge.kubernetes.call.ApiFailures;
import io.henge.kubernetes.call.ApiFailures.Effect;
import io.henge.kubernetes.call.Calls;
import io.henge.kubernetes.call.Excerpt;
import io.henge.kubernetes.job.JobFactory;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.request.NodeOffer;
import io.henge.kubernetes.request.QuotaOffer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a cluster offers: about once a minute the ResourceQuotas of the namespace, and where none of them limits pods,
 * every tenth minute the nodes. One request at a time, of at most {@value #QUOTAS_MAX} quotas, or of
 * {@value #PAGE} nodes, {@value #PAGES_MAX} times; where there are more nodes, nothing is known. What may not be listed is asked for again after an hour.
 * Where a reading fails, what was read before stands.
 */
final class OfferReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OfferReader.class);

    static final Duration PERIOD = Duration.ofMinutes(1);
    static final Duration NODES_PERIOD = Duration.ofMinutes(10);
    static final Duration FORBIDDEN_FOR = Duration.ofHours(1);

    /** For all requests of a round together, and for its turn. */
    private static final Duration ROUND_MAX = Duration.ofMinutes(2);

    private static final int QUOTAS_MAX = 100;
    private static final int PAGE = 100;
    private static final int PAGES_MAX = 50;

    /** The rounds of many clusters, which begin together, drift apart by so much of a period. */
    private static final double JITTER = 0.1;

    private static final Excerpt QUOTAS = Excerpt.of("metadata").and("items", Excerpt.of("spec", "status"));
    private static final Excerpt NODES = Excerpt.of("metadata")
            .and(
                    "items",
                    Excerpt.of()
                            .and("metadata", Excerpt.of("name", "labels"))
                            .and("spec", Excerpt.of("unschedulable"))
                            .and("status", Excerpt.of("allocatable").and("conditions", Excerpt.of("type", "status"))));

    private final ClusterSettings settings;
    private final JobFactory jobs;
    private final Pace pace;
    private final Runnable told;

    /** Published to the loop. */
    private volatile Offer offer;

    private volatile boolean closed;

    /** These are for the round under way, of which there is one at a time; each publishes them to the next. */
    private volatile Instant quotasFrom = Instant.MIN;

    private volatile Instant nodesFrom = Instant.MIN;
    private volatile String trouble = "";
    private volatile boolean saidForbidden;

    /**
     * When it reads, and on which thread.
     *
     * @param timer begins the rounds
     * @param slow has a thread for a round, which may read files; whoever makes or deletes Jobs has others
     * @param period from one round to the next
     */
    record Pace(
            ScheduledExecutorService timer, Calls slow, InstantSource clock, RandomGenerator chance, Duration period) {
        static Pace usual(ScheduledExecutorService timer, Calls slow) {
            return new Pace(timer, slow, InstantSource.system(), new SplittableRandom(), PERIOD);
        }
    }

    /** An answer other than a list. */
    private static class NotListedException extends IOException {
        private static final long serialVersionUID = 1L;

        NotListedException(String message) {
            super(message);
        }
    }

    /** An answer that says that it may not be asked for. */
    private static final class ForbiddenException extends NotListedException {
        private static final long serialVersionUID = 1L;

        ForbiddenException(String message) {
            super(message);
        }
    }

    /** @param told called when something was read, on a thread of the connection */
    OfferReader(ClusterSettings settings, JobFactory jobs, Pace pace, Runnable told) {
        this.settings = settings;
        this.offer = settings.resources().isNone() ? Offer.UNKNOWN : Offer.configured(settings.resources());
        this.jobs = jobs;
        this.pace = pace;
        this.told = told;
    }

    /** What was read last. */
    Offer offer() {
        return offer;
    }

    /** Begins to read, at once and from then on; nothing is read where it is configured. */
    void start(Api api) {
        if (settings.resources().isNone()) {
            schedule(api, Duration.ZERO);
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private void schedule(Api api, Duration in) {
        if (closed) {
            return;
        }
        try {
            ScheduledFuture<?> unused = pace.timer().schedule(() -> begin(api), in.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("The connection is closed", e);
        }
    }

    private void begin(Api api) {
        double stretch = 1 + JITTER * (2 * pace.chance().nextDouble() - 1);
        Duration next = Duration.ofMillis((long) (pace.period().toMillis() * stretch));
        pace.slow().submit(new Round(api), ROUND_MAX).thenAccept(read -> {
            if (read) {
                told.run();
            }
            schedule(api, next);
        });
    }

    /** One reading; whether there was one. */
    private final class Round implements Calls.Call<Boolean> {
        private final Api api;

        Round(Api api) {
            this.api = api;
        }

        @Override
        public Boolean run() throws InterruptedException {
            try {
                Optional<Offer> read = read(api);
                read.ifPresent(fresh -> offer = fresh);
                return read.isPresent();
            } catch (NotListedException | JobRefusedException e) {
                tell(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                tell(ApiFailures.sentence(e));
            }
            return false;
        }

        @Override
        public Boolean failed(ApiFailure why) {
            tell(why.message());
            return false;
        }

        @Override
        public ApiFailure.Kind cutOff() {
            return ApiFailure.Kind.TRANSIENT;
        }
    }

    private void tell(String why) {
        if (!why.equals(trouble) && !closed) {
            log.info("What cluster[{}] has for pods could not be read now. {}", settings.name(), why);
        }
        trouble = why;
    }

    /** What there is to read now; empty where it is not time for it. */
    private Optional<Offer> read(Api api) throws IOException, JobRefusedException, InterruptedException {
        Instant now = pace.clock().instant();
        if (!now.isBefore(quotasFrom)) {
            try {
                Optional<Offer> quotas = QuotaOffer.of(
                        answer(api.list("api/v1/namespaces/" + settings.namespace() + "/resourcequotas?limit="
                                        + QUOTAS_MAX))
                                .as(ResourceQuotaList.class, QUOTAS)
                                .getItems(),
                        now);
                trouble = "";
                saidForbidden = false;
                if (quotas.isPresent()) {
                    // Should they go, the nodes are asked at once.
                    nodesFrom = nodesFrom.isAfter(now.plus(NODES_PERIOD)) ? nodesFrom : Instant.MIN;
                    return quotas;
                }
            } catch (ForbiddenException e) {
                quotasFrom = now.plus(FORBIDDEN_FOR);
                if (!saidForbidden) {
                    log.info(
                            "The ResourceQuotas of cluster[{}] may not be listed, and are not seen before a pod is refused:"
                                    + " bind charts/rbac/role.yaml. {}",
                            settings.name(),
                            e.getMessage());
                }
                saidForbidden = true;
            }
        }
        return now.isBefore(nodesFrom) ? Optional.empty() : Optional.of(nodes(api, now));
    }

    private Offer nodes(Api api, Instant now) throws IOException, JobRefusedException, InterruptedException {
        try {
            List<Node> all = new ArrayList<>();
            String from = "";
            int pages = 0;
            do {
                NodeList page =
                        answer(api.list("api/v1/nodes?limit=" + PAGE + from)).as(NodeList.class, NODES);
                all.addAll(page.getItems());
                from = next(page.getMetadata());
            } while (!from.isEmpty() && ++pages < PAGES_MAX);
            nodesFrom = now.plus(NODES_PERIOD);
            trouble = "";
            if (!from.isEmpty()) {
                tell("It has more than " + all.size() + " nodes. Configure its resources.");
                return Offer.UNKNOWN;
            }
            return NodeOffer.of(all, jobs.nodeSelectors(), now);
        } catch (ForbiddenException e) {
            nodesFrom = now.plus(FORBIDDEN_FOR);
            log.debug("The nodes of cluster[{}] may not be listed. {}", settings.name(), e.getMessage());
            return Offer.UNKNOWN;
        }
    }

    private static String next(@Nullable ListMeta metadata) {
        @Nullable String token = metadata == null ? null : metadata.getContinue();
        return token == null || token.isEmpty() ? "" : "&continue=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    }

    private static Answer answer(Answer answer) throws IOException {
        if (answer.code() == HttpURLConnection.HTTP_FORBIDDEN) {
            throw new ForbiddenException(answer.why());
        }
        if (!answer.isSuccess()) {
            throw new NotListedException(answer.failure(Effect.READS).message());
        }
        return answer;
    }
}
