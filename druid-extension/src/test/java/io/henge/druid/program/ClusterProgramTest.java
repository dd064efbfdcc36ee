package io.henge.druid.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.kubernetes.joining.OverlordWord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the program of {@code henge cluster} refuses; what it makes, the tests of the Kubernetes module say. */
class ClusterProgramTest {
    private static final String WORD =
            "Give 1 to 63 small letters, digits and hyphens, with a letter or digit at both ends.";

    @TempDir
    private Path dir;

    private ProgramRun program;

    @BeforeEach
    void start() throws IOException {
        program = new ProgramRun(dir, ClusterProgram::run);
        program.file(
                "config",
                "kind: Config",
                "current-context: a",
                "contexts: [{name: a, context: {cluster: a, user: a}}]",
                "clusters: [{name: a, cluster: {server: \"http://127.0.0.1:1\"}}]",
                "users: [{name: a, user: {token: secret}}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|Give --add NAME --context C",
                "--add west|Give --add NAME --context C",
                "--add west --remove west --context a|Give --add NAME --context C",
                "--add west --context|--context has no value.",
                "--add west --context a --force|--force has no value.",
                "--add West --context a|NAME is `West`. " + WORD,
                "--add -west --context a|NAME is `-west`. " + WORD,
                "--add west --context a --namespace a_b|--namespace is `a_b`. " + WORD,
                "--add west --context a --service-account A|--service-account is `A`. " + WORD,
                "--add west --context a --overlord-namespace a.b|--overlord-namespace is `a.b`. " + WORD,
                "--add west --context a --weight 0|--weight is `0`. Give a whole number from 1 to 1000.",
                "--add west --context a --weight 1001|--weight is `1001`. Give a whole number from 1 to 1000.",
                "--add west --context a --weight many|--weight is `many`. Give a whole number from 1 to 1000.",
                "--add west --context a --capacity -1|--capacity is `-1`. Give a whole number from 1 to 2147483647.",
                "--add west --context a --capacity 2147483648|--capacity is `2147483648`. Give a whole number from 1 to",
                "--add west --context a --label zone|--label is `zone`. Give key=value",
                "--add west --context a --label =b|--label is `=b`. Give key=value",
                "--add west --context a --label zo$ne=b|--label is `zo$ne=b`. Give key=value",
                "--add west --context a --label zone=b=c|--label is `zone=b=c`. Give key=value",
                "--add west --context a --label topology.kubernetes.io/zone=b|a key with a slash needs",
                "--add west --context a --taint t|--taint is `t`. Give key=value:NoSchedule",
                "--add west --context a --taint t:NoExecute|--taint is `t:NoExecute`. Give key=value:NoSchedule",
                "--remove west --origin none|--origin is `none`. Give --add NAME --context C",
                "--add west --context b --kubeconfig @config|--context: @config has no context[b]. Give one of [a].",
                "--add west --context a --overlord-context b --kubeconfig @config|--overlord-context: @config has no context[b].",
                "--add west --context a --kubeconfig @none|--kubeconfig: @none does not exist. Give the path of a kubeconfig",
                "--remove west --context a --overlord-context b --kubeconfig @config|--overlord-context: @config has no context",
            })
    void whatIsWrongIsSaidAndNothingIsBegun(String arguments, String sentence) {
        assertThat(program.run(arguments)).isEqualTo(ClusterProgram.REFUSED);
        assertThat(program.said()).startsWith("henge: ").contains(sentence).doesNotContain("\tat ");
        assertThat(program.printed()).isEmpty();
    }

    @Test
    void everyComplaintIsSaidAtOnce() {
        assertThat(program.run("--add W --context a --weight 0 --label x --taint y --namespace -"))
                .isEqualTo(ClusterProgram.REFUSED);
        assertThat(program.said().lines()).hasSize(5);
    }

    @Test
    void anApiServerThatDoesNotAnswerIsUnreachable() {
        assertThat(program.run("--add west --context a --kubeconfig @config")).isEqualTo(ClusterProgram.UNREACHABLE);
        assertThat(program.said())
                .startsWith("henge: the current context: The API server could not be reached")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "--remove west, NONE",
        "--remove west --counted, EMPTY",
        "--remove west --origin static, STATIC",
        "--remove west --origin dynamic, DYNAMIC"
    })
    void whatTheOverlordSaidIsHandedOn(String arguments, OverlordWord word) {
        assertThat(ClusterRequest.parse(List.of(arguments.split(" ", -1))).word())
                .isEqualTo(word);
    }

    @Test
    void theSettingsAreThoseOfACluster() {
        ClusterRequest request = ClusterRequest.parse(List.of(
                ("--add west --context a --weight 007 --capacity 5 --label zone=b --label tier= --taint a=b:NoSchedule"
                                + " --taint c:PreferNoSchedule")
                        .split(" ", -1)));
        assertThat(request.cluster().settings())
                .containsExactly(
                        Map.entry("capacity", "5"),
                        Map.entry("clusterLabels.tier", ""),
                        Map.entry("clusterLabels.zone", "b"),
                        Map.entry("taints", "[\"a=b:NoSchedule\",\"c:PreferNoSchedule\"]"),
                        Map.entry("weight", "7"));
    }
}
