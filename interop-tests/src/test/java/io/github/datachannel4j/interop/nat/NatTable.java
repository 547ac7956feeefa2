package io.github.datachannel4j.interop.nat;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which networks connect, and by which candidates: the row's side first. */
final class NatTable {
    private final Set<String> columns = new LinkedHashSet<>();
    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();

    void put(String row, String column, String outcome) {
        columns.add(column);
        rows.computeIfAbsent(row, name -> new LinkedHashMap<>()).put(column, outcome);
    }

    String markdown() {
        StringBuilder text = new StringBuilder("| |");
        columns.forEach(column -> text.append(' ').append(column).append(" |"));
        text.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
        rows.forEach((row, outcomes) -> {
            text.append("| **").append(row).append("** |");
            columns.forEach(column ->
                    text.append(' ').append(outcomes.getOrDefault(column, "")).append(" |"));
            text.append('\n');
        });
        return text.toString();
    }
}
