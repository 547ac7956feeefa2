package io.github.datachannel4j.interop.matrix;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The results so far, and the table made of them. */
public final class Matrix {
    /** How a test ended in one column. */
    sealed interface Cell {
        /** It works; with a note such as a rate, or none. */
        record Ok(String note) implements Cell {}

        /** It does not. */
        record Fail(String reason) implements Cell {}

        /** There is nothing to test. */
        record NotApplicable(String reason) implements Cell {}
    }

    private static final Map<Capability, Map<Column, Cell>> ROWS = new EnumMap<>(Capability.class);
    private static final Map<Column, String> NOTES = new ConcurrentHashMap<>();

    private Matrix() {}

    /** Puts a figure into the cell of the test that runs in this column. */
    public static void note(Column column, String note) {
        NOTES.put(column, note);
    }

    /** Puts the time since then into the cell of the test that runs in this column. */
    public static void noteTimeSince(long startNanos, Column column) {
        note(column, String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - startNanos) / 1e9));
    }

    static void ok(Capability row, Column column) {
        String note = NOTES.remove(column);
        put(row, column, new Cell.Ok(note == null ? "" : note));
    }

    static void failed(Capability row, Column column, Throwable reason) {
        NOTES.remove(column);
        put(row, column, new Cell.Fail(String.valueOf(reason.getMessage())));
    }

    static void notApplicable(Capability row, Column column, String reason) {
        put(row, column, new Cell.NotApplicable(reason));
    }

    static synchronized boolean isEmpty() {
        return ROWS.isEmpty();
    }

    /** Markdown: rows are capabilities, columns peers in their roles; reasons follow the table. */
    static synchronized String markdown(Function<Column, String> heading) {
        List<Column> columns = Columns.all();
        StringBuilder text = new StringBuilder();
        text.append(line("", columns.stream().map(heading).toList()));
        text.append(line("---", columns.stream().map(column -> "---").toList()));
        List<String> remarks = new ArrayList<>();
        ROWS.forEach((row, cells) -> text.append(line(
                row.title(),
                columns.stream()
                        .map(column -> show(row, column, cells.get(column), remarks))
                        .toList())));
        text.append('\n');
        remarks.stream()
                .distinct()
                .forEach(remark -> text.append("* ").append(remark).append('\n'));
        return text.toString();
    }

    private static synchronized void put(Capability row, Column column, Cell cell) {
        ROWS.computeIfAbsent(row, r -> new ConcurrentHashMap<>()).put(column, cell);
    }

    private static String show(Capability row, Column column, @Nullable Cell cell, List<String> remarks) {
        return switch (cell) {
            case null -> "";
            case Cell.Ok ok -> ok.note().isEmpty() ? "ok" : "ok, " + ok.note();
            case Cell.Fail fail -> {
                remarks.add("**FAIL** " + column + ", " + row.title() + ": " + firstLine(fail.reason()));
                yield "**FAIL**";
            }
            case Cell.NotApplicable none -> {
                remarks.add("n/a: " + row.title() + ", " + column.stack().title() + ": " + firstLine(none.reason()));
                yield "n/a";
            }
        };
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static String line(String first, List<String> cells) {
        return "| " + first + " | " + cells.stream().collect(Collectors.joining(" | ")) + " |\n";
    }
}
