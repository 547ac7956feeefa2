package io.github.datachannel4j.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house rules that a machine can check in the sources of all modules; CONTRIBUTING.md says why. */
class TidyTest {
    private static final int FILE_LINES_MAX = 500;
    private static final int METHOD_LINES_MAX = 60;
    private static final int LINE_LENGTH_MAX = 160;

    /** Spelt so that this file does not find itself. */
    private static final Pattern DEBT = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    private static final Pattern SLEEP = Pattern.compile("\\b(Thread|TimeUnit\\.[A-Z]+)\\.sleep" + "\\(");
    private static final Pattern DISABLED = Pattern.compile("@Dis" + "abled\\b");
    private static final Pattern CODE_IN_COMMENT = Pattern.compile("^\\s*//.*;\\s*$");

    private static List<JavaSource> sources = List.of();

    @BeforeAll
    static void readSources() throws IOException {
        sources = JavaSource.readAll(Path.of("..").toRealPath());
        assertThat(sources).as("sources found").hasSizeGreaterThan(50);
    }

    @Test
    void filesAreShort() {
        assertThat(sources.stream()
                        .filter(source -> source.lines().size() > FILE_LINES_MAX)
                        .map(source -> source.path() + " has " + source.lines().size() + " lines"))
                .isEmpty();
    }

    @Test
    void methodsAreShort() {
        assertThat(sources.stream()
                        .flatMap(source -> source.methods().stream()
                                .filter(method -> method.lengthLines() > METHOD_LINES_MAX)
                                .map(method -> source.path() + ":" + method.line() + " " + method.name() + " has "
                                        + method.lengthLines() + " lines")))
                .isEmpty();
    }

    @Test
    void linesFitOnAScreen() {
        assertThat(offendingLines(source -> true, line -> line.length() > LINE_LENGTH_MAX))
                .isEmpty();
    }

    @Test
    void mainCodeHasNoOpenEnds() {
        assertThat(offendingLines(JavaSource::isMain, DEBT.asPredicate())).isEmpty();
    }

    @Test
    void nobodySleepsForAResult() {
        assertThat(offendingLines(source -> true, SLEEP.asPredicate())).isEmpty();
    }

    @Test
    void noTestIsDisabled() {
        assertThat(offendingLines(source -> !source.isMain(), DISABLED.asPredicate()))
                .isEmpty();
    }

    @Test
    void noCodeIsCommentedOut() {
        assertThat(offendingLines(source -> true, CODE_IN_COMMENT.asPredicate()))
                .isEmpty();
    }

    @Test
    void publicTypesSayWhatTheyAreFor() {
        assertThat(sources.stream()
                        .filter(JavaSource::isMain)
                        .flatMap(source -> source.undocumentedPublicTypes().stream()
                                .map(type -> source.path() + " leaves " + type + " without a comment")))
                .isEmpty();
    }

    private static List<String> offendingLines(Predicate<JavaSource> where, Predicate<String> offends) {
        List<String> found = new ArrayList<>();
        for (JavaSource source : sources) {
            if (!where.test(source)) {
                continue;
            }
            for (int i = 0; i < source.lines().size(); i++) {
                String line = source.lines().get(i);
                if (offends.test(line)) {
                    found.add(source.path() + ":" + (i + 1) + " " + line.strip());
                }
            }
        }
        return found;
    }
}
