package io.github.datachannel4j.checks;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** One source file, parsed by the JDK's own parser: its lines, its methods, its public types. */
record JavaSource(Path path, List<String> lines, List<Method> methods, List<String> undocumentedPublicTypes) {

    /** A method or constructor with a body, and how many lines it takes from its name to its closing brace. */
    record Method(String name, long line, long lengthLines) {}

    boolean isMain() {
        return path.toString().contains("/src/main/");
    }

    static List<JavaSource> readAll(Path root) throws IOException {
        List<Path> files;
        try (var all = Files.walk(root)) {
            files = all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var fileManager = compiler.getStandardFileManager(null, null, null)) {
            var units = fileManager.getJavaFileObjectsFromPaths(files);
            JavacTask task = (JavacTask) compiler.getTask(null, fileManager, problem -> {}, List.of(), null, units);
            DocTrees trees = DocTrees.instance(task);
            List<JavaSource> sources = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                Path file = Path.of(unit.getSourceFile().toUri());
                Reader reader = new Reader(trees);
                reader.scan(unit, null);
                sources.add(new JavaSource(
                        root.relativize(file), Files.readAllLines(file), reader.methods, reader.undocumented));
            }
            return sources;
        }
    }

    private static final class Reader extends TreePathScanner<Void, Void> {
        private final DocTrees trees;
        private final List<Method> methods = new ArrayList<>();
        private final List<String> undocumented = new ArrayList<>();

        Reader(DocTrees trees) {
            this.trees = trees;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            if (method.getBody() != null) {
                var unit = getCurrentPath().getCompilationUnit();
                var positions = trees.getSourcePositions();
                long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
                long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
                methods.add(new Method(method.getName().toString(), first, last - first + 1));
            }
            return super.visitMethod(method, null);
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (isPublic(getCurrentPath()) && trees.getDocComment(getCurrentPath()) == null) {
                undocumented.add(type.getSimpleName().toString());
            }
            return super.visitClass(type, null);
        }

        private static boolean isPublic(TreePath path) {
            return path.getLeaf() instanceof ClassTree type
                    && type.getModifiers().getFlags().contains(Modifier.PUBLIC);
        }
    }
}
