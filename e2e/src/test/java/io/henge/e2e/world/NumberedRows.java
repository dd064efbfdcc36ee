package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A topic into which rows go until they are stopped; each row says which one of its partition it is, from 0 on. */
final class NumberedRows implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(20);
    private static final short ONE_REPLICA = 1;

    private final String bootstrap;
    private final String topic;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

    /** How many were sent to each partition; changed by the thread that sends, and read when it has ended. */
    private final SortedMap<Integer, Long> sent = new TreeMap<>();

    /** What went wrong with a row that was sent. */
    private volatile @Nullable Throwable failure;

    private NumberedRows(String bootstrap, String topic) {
        Properties properties = new Properties();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        this.bootstrap = bootstrap;
        this.topic = topic;
        this.admin = Admin.create(properties);
        // A broker that does not lead a new partition yet refuses the first row, and may have taken the second one.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Makes the topic, and sends from then on. */
    static NumberedRows begin(String bootstrap, String topic, int partitions) throws Exception {
        NumberedRows rows = new NumberedRows(bootstrap, topic);
        try {
            rows.admin
                    .createTopics(List.of(new NewTopic(topic, partitions, ONE_REPLICA)))
                    .all()
                    .get();
            IntStream.range(0, partitions).forEach(partition -> rows.sent.put(partition, 0L));
            var unused = rows.pace.scheduleAtFixedRate(rows::sendOneToEach, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
            return rows;
        } catch (Exception | Error e) {
            rows.close();
            throw e;
        }
    }

    String bootstrap() {
        return bootstrap;
    }

    String topic() {
        return topic;
    }

    private void sendOneToEach() {
        sent.replaceAll((partition, number) -> {
            String row = "{\"time\":\"2026-01-01T00:00:00Z\",\"part\":" + partition + ",\"number\":" + number + "}";
            var unused = producer.send(
                    new ProducerRecord<>(topic, partition, null, row.getBytes(StandardCharsets.UTF_8)),
                    (stored, trouble) -> {
                        if (trouble != null) {
                            failure = trouble;
                        } else if (stored.offset() != number) {
                            failure = new IllegalStateException(row + " was stored at offset " + stored.offset());
                        }
                    });
            return number + 1;
        });
    }

    /** Sends no more; gives the end of each partition, which is the number of its rows. */
    SortedMap<Integer, Long> stop() throws Exception {
        pace.shutdown();
        assertThat(pace.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        producer.flush();
        assertThat(failure).isNull();
        Map<TopicPartition, OffsetSpec> ends = sent.keySet().stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition), partition -> OffsetSpec.latest()));
        SortedMap<Integer, Long> stored = new TreeMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
                admin.listOffsets(ends).all().get().entrySet()) {
            stored.put(end.getKey().partition(), end.getValue().offset());
        }
        assertThat(stored).isEqualTo(sent);
        return stored;
    }

    @Override
    public void close() {
        pace.shutdownNow();
        producer.close(Duration.ofSeconds(1));
        admin.close(Duration.ofSeconds(1));
    }
}
