package io.henge.kubernetes.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Guesses which of the known words was meant. */
public final class Spelling {
    private static final int SLIPS_MAX = 3;

    private Spelling() {}

    /** The known word that looks most like {@code word}, if one looks like it at all; the first of several. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        String small = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate ->
                        slips(small, candidate.toLowerCase(Locale.ROOT)).isPresent())
                .min(Comparator.comparingInt(candidate -> distance(small, candidate.toLowerCase(Locale.ROOT))));
    }

    /** How many slips of the pen make {@code given} of {@code known}; empty where they are too many to mean it. */
    public static OptionalInt slips(String given, String known) {
        int max = Math.max(1, Math.min(SLIPS_MAX, known.length() / 3));
        if (Math.abs(given.length() - known.length()) > max) {
            return OptionalInt.empty();
        }
        int slips = distance(given, known);
        return slips <= max ? OptionalInt.of(slips) : OptionalInt.empty();
    }

    /** How many letters must be added, taken away, replaced or exchanged with the next one. */
    private static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : step(steps, a, b, i, j);
            }
        }
        return steps[a.length()][b.length()];
    }

    private static int step(int[][] steps, String a, String b, int i, int j) {
        int replaced = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean exchanged = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return exchanged ? Math.min(least, 1 + steps[i - 2][j - 2]) : least;
    }
}
