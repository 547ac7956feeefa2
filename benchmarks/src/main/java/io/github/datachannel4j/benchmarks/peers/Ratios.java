package io.github.datachannel4j.benchmarks.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Ours divided by theirs, figure by figure, of what one run has measured. */
final class Ratios {
    static final String HEADING =
            "Ours divided by theirs, of this run. Less than 1 is better for ours, but more than 1 in what"
                    + " is done perSecond; n/a where one of the two was not measured, or theirs is 0.";

    /** None is what is wanted of everybody, which is no ratio. */
    private static final Set<String> COUNTS = Set.of("failures");

    private Ratios() {}

    /** For each of ours and each other stack a row for whatever ours was measured in, in the order of the stacks. */
    static List<Row> of(List<Row> rows, List<PeerStack> stacks) {
        List<Row> ratios = new ArrayList<>();
        for (PeerStack ours : stacks) {
            for (PeerStack theirs : stacks) {
                if (ours.isOurs() && !theirs.isOurs()) {
                    ratios.addAll(of(rows, ours, theirs));
                }
            }
        }
        return ratios;
    }

    private static List<Row> of(List<Row> rows, PeerStack ours, PeerStack theirs) {
        return rows.stream()
                .filter(row ->
                        row.stack().equals(ours.title()) && !row.figures().isEmpty())
                .map(row -> new Row(
                        ours.title() + " / " + theirs.title(),
                        row.what(),
                        divide(row.figures(), figures(rows, theirs, row.what()))))
                .toList();
    }

    private static Map<String, Number> figures(List<Row> rows, PeerStack stack, String what) {
        return rows.stream()
                .filter(row -> row.stack().equals(stack.title()) && row.what().equals(what))
                .findFirst()
                .map(Row::figures)
                .orElse(Map.of());
    }

    private static Map<String, Number> divide(Map<String, Number> ours, Map<String, Number> theirs) {
        Map<String, Number> ratios = new LinkedHashMap<>();
        ours.forEach((name, value) -> {
            if (!COUNTS.contains(name)) {
                Number divisor = theirs.get(name);
                ratios.put(name, divisor == null ? Double.NaN : divide(value.doubleValue(), divisor.doubleValue()));
            }
        });
        return ratios;
    }

    private static double divide(double ours, double theirs) {
        return theirs == 0 ? Double.NaN : ours / theirs;
    }
}
