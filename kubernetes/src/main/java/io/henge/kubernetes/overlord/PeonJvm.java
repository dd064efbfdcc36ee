package io.henge.kubernetes.overlord;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import io.henge.kubernetes.job.JobRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options of a peon's JVM, and the memory that follows from them.
 *
 * @param options one word each
 * @param memoryBytes a fifth more than heap and direct memory
 */
record PeonJvm(List<String> options, long memoryBytes) {
    private static final String HEAP = "-Xmx";
    private static final String DIRECT = "-XX:MaxDirectMemorySize=";

    /** Of a JVM that is not told, in Druid's own runner. */
    private static final long HEAP_DEFAULT_BYTES = 1_000_000_000;

    /**
     * @param common may hold several words in one element
     * @param own the task's own, which come later and so win
     * @throws JobRefusedException if a size is none
     */
    static PeonJvm of(List<String> common, String own) throws JobRefusedException {
        List<String> options = new ArrayList<>();
        common.forEach(option -> addWords(options, option));
        addWords(options, own);
        long heap = last(options, HEAP).orElse(HEAP_DEFAULT_BYTES);
        long direct = last(options, DIRECT).orElse(heap);
        try {
            return new PeonJvm(List.copyOf(options), withAFifthMore(Math.addExact(heap, direct)));
        } catch (ArithmeticException e) {
            throw new JobRefusedException(
                    "The sizes in the peon's Java options " + options + " are beyond all memory", e);
        }
    }

    private static long withAFifthMore(long bytes) {
        return Math.multiplyExact(bytes, 12) / 10;
    }

    private static void addWords(List<String> words, String text) {
        words.addAll(Splitter.on(CharMatcher.whitespace()).omitEmptyStrings().splitToList(text));
    }

    private static Optional<Long> last(List<String> options, String start) throws JobRefusedException {
        Optional<String> option = options.stream()
                .filter(word -> word.startsWith(start))
                .reduce((earlier, later) -> later)
                .map(word -> word.substring(start.length()));
        if (option.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ByteSize.parse(option.get()));
        } catch (IllegalArgumentException e) {
            throw new JobRefusedException(
                    "The peon's Java option `" + start + option.get() + "` is not a size. Give one such as " + start
                            + "2g.",
                    e);
        }
    }
}
