package io.henge.kubernetes.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    private static final List<String> KNOWN = List.of("args", "command", "nodeName", "nodeSelector", "tolerations");

    @ParameterizedTest
    @CsvSource({
        "commmand, command",
        "comand, command",
        "cmomand, command",
        "nodeselector, nodeSelector",
        "node_selector, nodeSelector",
        "toleration, tolerations",
        "arg, args",
        "xyz, ",
        "a, ",
        "hostNetwork, ",
    })
    void theNearestIsFoundAndNothingThatIsFar(String word, String found) {
        assertThat(Spelling.nearest(word, KNOWN).orElse(null)).isEqualTo(found);
    }
}
