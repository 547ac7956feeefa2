package io.github.datachannel4j.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of docs/rfc-map.md name only classes and tests that exist, and a test for each rule. */
class RfcMapTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9]+)(?:#([A-Za-z0-9_]+))?`");
    private static final Pattern TEST = Pattern.compile("`[A-Za-z0-9]+#[A-Za-z0-9_]+`");
    private static final int ROWS_MIN = 50;
    private static final int SECTION_COLUMN = 1;
    private static final int CLASS_COLUMN = 3;
    private static final int TEST_COLUMN = 4;

    @Test
    void everyClassAndTestExists() throws IOException {
        Set<String> known = knownNames();
        List<String> missing = new ArrayList<>();
        int rows = 0;
        for (String line : Files.readAllLines(ROOT.resolve("docs/rfc-map.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length > TEST_COLUMN && line.contains("`")) {
                rows++;
                missing.addAll(unknownNames(cells[CLASS_COLUMN] + cells[TEST_COLUMN], known));
            }
        }
        assertThat(missing).isEmpty();
        assertThat(rows).as("rows of the table").isGreaterThan(ROWS_MIN);
    }

    /** A whole class is no proof of one rule: nobody sees which of its tests fails when the rule is broken. */
    @Test
    void everyRuleHasATest() throws IOException {
        List<String> untested = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/rfc-map.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length > TEST_COLUMN
                    && isRule(cells)
                    && !TEST.matcher(cells[TEST_COLUMN]).find()) {
                untested.add(line);
            }
        }
        assertThat(untested).isEmpty();
    }

    /** Not the head of a table. */
    private static boolean isRule(String[] cells) {
        String section = cells[SECTION_COLUMN].strip();
        return !section.equals("Section") && !section.startsWith("---");
    }

    private static List<String> unknownNames(String cells, Set<String> known) {
        List<String> unknown = new ArrayList<>();
        Matcher matcher = NAME.matcher(cells);
        while (matcher.find()) {
            String name = matcher.group().replace("`", "");
            if (!known.contains(name)) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    /** Classes by their name, methods as {@code Class#method}. */
    private static Set<String> knownNames() throws IOException {
        Set<String> names = new HashSet<>();
        for (JavaSource source : JavaSource.readAll(ROOT.toRealPath())) {
            String file = source.path().getFileName().toString();
            String type = file.substring(0, file.length() - ".java".length());
            names.add(type);
            source.methods().forEach(method -> names.add(type + "#" + method.name()));
        }
        return names;
    }
}
