package io.henge.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows in aligned columns, two spaces apart, without trailing space. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... header) {
        rows.add(List.of(header));
    }

    /** Adds a row with as many cells as the header has. */
    public Table row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("Row of " + cells.length + " cells below a header of " + rows.get(0));
        }
        rows.add(List.of(cells));
        return this;
    }

    /** One line per row, the header first. */
    public List<String> lines() {
        List<Integer> widths = IntStream.range(0, rows.get(0).size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return rows.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> pad(row.get(column), widths.get(column)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .toList();
    }

    private static String pad(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }

    @Override
    public String toString() {
        return String.join("\n", lines());
    }
}
