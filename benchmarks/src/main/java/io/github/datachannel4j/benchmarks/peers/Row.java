package io.github.datachannel4j.benchmarks.peers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One line of figures, in the order in which they were put in.
 *
 * @param stack whose they are
 * @param what was measured, or why nothing was
 * @param figures by name; {@link Double#NaN} for what could not be had
 */
record Row(String stack, String what, Map<String, Number> figures) {
    private static final int STACK_WIDTH = 34;
    private static final int WHAT_WIDTH = 24;

    static Row of(PeerStack stack, String what) {
        return new Row(stack.title(), what, new LinkedHashMap<>());
    }

    Row with(String name, Number value) {
        figures.put(name, value);
        return this;
    }

    /** For reading. */
    String toLine() {
        String values = figures.entrySet().stream()
                .map(figure -> figure.getKey() + " " + text(figure.getValue(), "n/a"))
                .collect(Collectors.joining("  "));
        return String.format(Locale.ROOT, "%-" + STACK_WIDTH + "s  %-" + WHAT_WIDTH + "s  %s", stack, what, values)
                .stripTrailing();
    }

    /** For programs. */
    static String toJson(List<Row> rows) {
        return rows.stream().map(Row::toJson).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private String toJson() {
        String head = "{\"stack\":" + quoted(stack) + ",\"what\":" + quoted(what);
        return head
                + figures.entrySet().stream()
                        .map(figure -> "," + quoted(figure.getKey()) + ":" + text(figure.getValue(), "null"))
                        .collect(Collectors.joining())
                + "}";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "'") + "\"";
    }

    private static String text(Number value, String missing) {
        if (value instanceof Double real) {
            return Double.isNaN(real) ? missing : String.format(Locale.ROOT, "%.2f", real);
        }
        return value.toString();
    }
}
