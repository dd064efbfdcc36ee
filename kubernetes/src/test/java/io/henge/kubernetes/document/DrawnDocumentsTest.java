package io.henge.kubernetes.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.kubernetes.template.PodTemplates;
import io.henge.kubernetes.template.TemplateFile;
import io.henge.testkit.time.ManualClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No slip of the hand in a good template leads to the words of a library. */
class DrawnDocumentsTest {
    private static final int DRAWS = 2_000;

    /** Never in a message: the template has none of them either. */
    private static final List<String> FOREIGN = List.of(
            "Exception",
            "java.",
            "com.fasterxml",
            "io.fabric8",
            "io.henge",
            "class ",
            "null",
            "while ",
            "token",
            "Cannot");

    /** What fingers slip to. */
    private static final String SLIPS = "abz09 \t:-{}[]\"'#&*!|>%@`,?~<$\\.\r\n\u00e9\ud83d\ude00\u0007";

    private static final String GOOD = """
            apiVersion: v1
            kind: PodTemplate
            metadata: {name: druid, labels: {app.kubernetes.io/name: "druid"}}
            x-env: &env
              - {name: HEAP, value: "4g"}
              - name: PASSWORD
                valueFrom: {secretKeyRef: {name: druid, key: password}}
            template:
              metadata:
                annotations: {sidecar.istio.io/inject: "false"}
              spec:
                restartPolicy: Never
                serviceAccountName: druid
                securityContext: {fsGroup: 1000, runAsNonRoot: true}
                tolerations:
                  - key: dedicated
                    operator: Equal
                    value: druid
                containers:
                  - name: main
                    image: apache/druid:33.0.0
                    command: [sh, -c]
                    args:
                      - |
                        echo "starting"
                        /peon.sh /opt/druid 1 --loadBroadcastSegments false
                    env: *env
                    resources: &size
                      limits: {memory: 4Gi, cpu: 1500m}
                      requests: {memory: 4Gi, cpu: 1}
                    volumeMounts: [{name: tmp, mountPath: /tmp}]
                    livenessProbe: {httpGet: {path: /status/health, port: 8100}}
                  - name: 'proxy'
                    image: "envoy"
                    resources: {<<: *size}
                volumes:
                  - name: tmp
                    emptyDir: {sizeLimit: 10Gi}
                  - {name: conf, configMap: {name: conf, defaultMode: 0644}}
            """;

    @TempDir
    private Path dir;

    private static String slipped(Random random) {
        String text = GOOD;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            text = random.nextBoolean() ? slippedLine(text, random) : slippedCharacter(text, random);
        }
        return text;
    }

    private static String slippedLine(String text, Random random) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int at = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(at));
            case 2 -> lines.set(at, "  " + lines.get(at));
            case 3 -> lines.set(at, lines.get(at).replaceFirst("^ {1,2}", ""));
            default -> lines.add(random.nextInt(lines.size()), lines.remove(at));
        }
        return String.join("\n", lines);
    }

    private static String slippedCharacter(String text, Random random) {
        char slip = SLIPS.charAt(random.nextInt(SLIPS.length()));
        if (text.isEmpty()) {
            // A slip before has cut off all of it.
            return String.valueOf(slip);
        }
        int at = random.nextInt(Math.max(1, text.length() - 1));
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + text.charAt(at) + text.substring(at);
            case 2 -> text.substring(0, at) + slip + text.substring(at + 1);
            default -> text.substring(0, at);
        };
    }

    @Test
    void theGoodTemplateIsGood() throws Exception {
        assertThat(PodText.template(GOOD).notes()).isEmpty();
    }

    @Test
    void everyMessageNamesTheFileAndIsInWordsOfOurOwn() throws Exception {
        Path file = dir.resolve("base.yaml");
        PodTemplates templates = new PodTemplates(
                Map.of("base", new TemplateFile("podTemplate.base", file)), false, Set.of(), new ManualClock());
        long seed = Long.getLong("henge.seed", new Random().nextLong());
        Random random = new Random(seed);
        int refused = 0;
        int noted = 0;
        for (int i = 0; i < DRAWS; i++) {
            String text = slipped(random);
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
            List<String> complaints = templates.complaints();
            List<String> notes = templates.notes();
            refused += complaints.isEmpty() ? 0 : 1;
            noted += notes.isEmpty() ? 0 : 1;
            assertThat(Stream.of(complaints, notes).flatMap(List::stream))
                    .as("-Dhenge.seed=" + seed + ", draw " + i + ":\n" + text)
                    .allSatisfy(said -> assertThat(said)
                            .startsWith("podTemplate.base: " + file)
                            .doesNotContain(FOREIGN)
                            .matches("(?s).*(line \\d+: | is empty\\.| has no `kind`).*"));
        }
        // Else the slips are too small to show anything.
        assertThat(refused).isGreaterThan(DRAWS / 4);
        assertThat(noted).isGreaterThan(DRAWS / 20);
    }
}
