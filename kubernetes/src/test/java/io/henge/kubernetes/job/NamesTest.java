package io.henge.kubernetes.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever a task is called, Kubernetes takes the names and label values that come of it. */
class NamesTest {
    private static final int DRAWS = 20_000;

    /** RFC 1123 label: the form of a Job's name, since it becomes a pod's label and host name. */
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?");

    /** Letters and digits, what task ids hold beside them, what labels trip over, and some that no ASCII has. */
    private static final int[] ALPHABET = "aZ09_.-:TÄ漢 '\"$/🪨".codePoints().toArray();

    /** Without control characters, which no task id has. */
    private static String draw(Random random) {
        int length = 1 + random.nextInt(200);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int drawn = random.nextInt(4) == 0 ? 1 + random.nextInt(0xD7FE) : ALPHABET[random.nextInt(ALPHABET.length)];
            text.appendCodePoint(Character.isISOControl(drawn) ? '.' : drawn);
        }
        return text.toString();
    }

    @Test
    void anyTaskIdGivesAValidJobName() {
        long seed = Long.getLong("henge.seed", 20260101L);
        Random random = new Random(seed);
        for (int i = 0; i < DRAWS; i++) {
            String id = draw(random);
            String prefix = random.nextBoolean() ? "" : draw(random);
            String name = new JobNames(prefix)
                    .nameOf(new AttemptId(new TaskId(id), 1 + random.nextInt(9)))
                    .value();
            assertThat(name)
                    .as("-Dhenge.seed=%d, prefix[%s], task[%s]", seed, prefix, id)
                    .matches(DNS_LABEL);
        }
    }

    @Test
    void anyTextGivesAValidLabelValue() {
        long seed = Long.getLong("henge.seed", 20260101L);
        Random random = new Random(seed);
        for (int i = 0; i < DRAWS; i++) {
            String text = draw(random);
            assertThat(LabelText.ofId(text))
                    .as("-Dhenge.seed=%d, id[%s]", seed, text)
                    .matches(LABEL_VALUE);
            assertThat(LabelText.ofName(text))
                    .as("-Dhenge.seed=%d, name[%s]", seed, text)
                    .matches(LABEL_VALUE);
        }
    }
}
