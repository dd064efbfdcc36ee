package io.henge.demo.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortBlockTest {
    @Test
    void worldsThatBeginAtTheSamePlaceGetDifferentPorts() {
        Set<Integer> ports = new HashSet<>();
        try (PortBlock first = PortBlock.reserve(new Random(1));
                PortBlock second = PortBlock.reserve(new Random(1))) {
            for (int i = 0; i < 10; i++) {
                assertThat(ports.add(first.take())).isTrue();
                assertThat(ports.add(second.take())).isTrue();
            }
        }
        assertThat(ports).allSatisfy(port -> assertThat(port).isBetween(20_000, 29_999));
    }

    @Test
    void aPortInUseIsPassedOver() throws Exception {
        int taken;
        try (PortBlock block = PortBlock.reserve(new Random(2))) {
            taken = block.take();
        }
        try (ServerSocket listener = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress());
                PortBlock block = PortBlock.reserve(new Random(2))) {
            assertThat(listener.getLocalPort()).isEqualTo(taken);
            assertThat(PortBlock.isFree(taken)).isFalse();
            assertThat(block.take()).isNotEqualTo(taken);
        }
    }
}
