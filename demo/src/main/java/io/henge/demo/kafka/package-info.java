/**
 * A Kafka broker on this machine, for worlds that read a stream.
 *
 * <p>Start with {@link io.henge.demo.kafka.KafkaPrograms}.
 */
@NullMarked
package io.henge.demo.kafka;

import org.jspecify.annotations.NullMarked;
