package io.github.datachannel4j.checks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What a user of all modules has on the class path, as the build has written it down. */
final class RunTimeClassPath {
    private RunTimeClassPath() {}

    static List<Path> read() throws IOException {
        String classPath = Files.readString(Path.of("target", "runtime.classpath"));
        return Arrays.stream(classPath.strip().split(Pattern.quote(File.pathSeparator), -1))
                .map(Path::of)
                .toList();
    }
}
