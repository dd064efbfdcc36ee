package io.henge.kubernetes.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    /** What a draw would hardly hit: the shortest, the longest, and what has nothing that a name may hold. */
    private static Stream<String> extremes() {
        return Stream.of(
                "_.-", "-", "...", "🪨🪨", "漢", " ", "a", "0", "a".repeat(255), "_".repeat(255), "🪨".repeat(127));
    }

    /** A new one in each run; a failure names it. */
    private final long seed = Long.getLong("henge.seed", new Random().nextLong());

    @ParameterizedTest
    @MethodSource("extremes")
    void anExtremeTextGivesAValidNameAndLabelValue(String text) {
        AttemptId id = AttemptId.first(new TaskId(text));
        assertThat(new JobNames("").nameOf(id).value()).matches(DNS_LABEL);
        assertThat(new JobNames(text).nameOf(id).value()).matches(DNS_LABEL);
        assertThat(LabelText.ofId(text)).matches(LABEL_VALUE);
        assertThat(LabelText.ofName(text)).matches(LABEL_VALUE);
    }

    @Test
    void anEmptyTextIsAnEmptyLabelValue() {
        assertThat(LabelText.ofId("")).isEmpty();
        assertThat(LabelText.ofName("")).isEmpty();
    }

    @Test
    void anyTaskIdGivesAValidJobName() {
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
