package io.github.datachannel4j.benchmarks.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows of named values: as a table while they come, or as one JSON array at the end. */
final class Report {
    private static final int COLUMN_WIDTH_MIN = 9;

    private final PrintWriter out;
    private final boolean isJson;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    Report(PrintWriter out, boolean isJson) {
        this.out = out;
        this.isJson = isJson;
    }

    /** One row; its values are named in the same order as those of the others. */
    static final class Row {
        private final Map<String, Object> values = new LinkedHashMap<>();

        Row with(String name, Object value) {
            values.put(name, value);
            return this;
        }

        Row with(LinkCase link) {
            return with("Mbit/s", link.megabitsPerSecond())
                    .with("RTT ms", link.rttMillis())
                    .with("loss %", link.lossPercent());
        }

        /** A figure with so many decimals. */
        Row with(String name, double value, int decimals) {
            double scale = Math.pow(10, decimals);
            return with(name, Math.round(value * scale) / scale);
        }
    }

    void add(Row row) {
        if (rows.isEmpty() && !isJson) {
            line(row.values.keySet().stream().map(name -> pad(name, name)).toList());
        }
        rows.add(row.values);
        if (!isJson) {
            line(row.values.entrySet().stream()
                    .map(entry -> pad(entry.getKey(), String.valueOf(entry.getValue())))
                    .toList());
        }
    }

    private static String pad(String name, String value) {
        return String.format(Locale.ROOT, "%" + Math.max(COLUMN_WIDTH_MIN, name.length()) + "s", value);
    }

    private void line(List<String> cells) {
        out.println(String.join("  ", cells));
        out.flush();
    }

    /** All rows are in. */
    void finish() {
        if (isJson) {
            try {
                out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("figures are always JSON", e);
            }
            out.flush();
        }
    }
}
