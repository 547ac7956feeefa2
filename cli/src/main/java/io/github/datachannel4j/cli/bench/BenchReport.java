package io.github.datachannel4j.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run has measured.
 *
 * @param figures in the order in which they were measured
 */
public record BenchReport(List<Figure> figures) {
    /**
     * One number.
     *
     * @param key its name in JSON, with the unit last
     * @param name its name for a person
     * @param value the number
     * @param unit its unit
     */
    public record Figure(String key, String name, double value, String unit) {}

    /** Takes a copy. */
    public BenchReport {
        figures = List.copyOf(figures);
    }

    /** Name, number and unit, a line each. */
    public String toTable() {
        List<String> lines = new ArrayList<>();
        int width = figures.stream()
                .mapToInt(figure -> figure.name().length())
                .max()
                .orElse(0);
        for (Figure figure : figures) {
            lines.add(String.format(
                    Locale.ROOT, "%-" + width + "s  %12s  %s", figure.name(), number(figure.value()), figure.unit()));
        }
        lines.add("");
        lines.add("Both ends in one process over loopback, "
                + Runtime.getRuntime().availableProcessors() + " processors, Java "
                + Runtime.version().feature() + ".");
        return String.join(System.lineSeparator(), lines);
    }

    /** One object: the machine, and each figure under its key. */
    public String toJson() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("java", Runtime.version().toString());
        json.put("processors", Runtime.getRuntime().availableProcessors());
        figures.forEach(figure -> json.put(figure.key(), figure.value()));
        return json.toPrettyString();
    }

    private static String number(double value) {
        return value >= 100 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.2f", value);
    }
}
