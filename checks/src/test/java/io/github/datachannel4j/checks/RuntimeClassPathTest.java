package io.github.datachannel4j.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What users get at run time is Java and nothing else. */
class RuntimeClassPathTest {
    private static final Pattern NATIVE_LIBRARY =
            Pattern.compile(".*\\.(so|dll|dylib|jnilib|a)(\\.\\d+)*", Pattern.CASE_INSENSITIVE);

    @Test
    void holdsNoNativeLibrary() throws IOException {
        List<Path> classPath = RunTimeClassPath.read();
        assertThat(classPath)
                .as("the class path must be the real one, or this test proves nothing")
                .anyMatch(path -> path.toString().contains("bctls"))
                .anyMatch(path -> path.toString().contains("ice4j"))
                .anyMatch(path -> path.toString().contains("netty-transport"));
        List<String> found = new ArrayList<>();
        for (Path jar : classPath) {
            nativeLibrariesIn(jar).forEach(entry -> found.add(jar.getFileName() + "!" + entry));
        }
        assertThat(found).isEmpty();
    }

    private static List<String> nativeLibrariesIn(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            try (var files = Files.walk(entry)) {
                return files.map(Path::toString)
                        .filter(RuntimeClassPathTest::isNative)
                        .toList();
            }
        }
        try (ZipFile jar = new ZipFile(entry.toFile())) {
            return jar.stream()
                    .map(zipEntry -> zipEntry.getName())
                    .filter(RuntimeClassPathTest::isNative)
                    .toList();
        }
    }

    private static boolean isNative(String name) {
        return NATIVE_LIBRARY.matcher(name).matches();
    }
}
