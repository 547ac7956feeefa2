package io.github.datachannel4j.interop.matrix;

import io.github.datachannel4j.interop.setup.Workshop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Around all tests: skips them when told so, sets up what they need, notes their results, and prints the matrix at the end. */
public final class InteropExtension implements ExecutionCondition, BeforeAllCallback, InvocationInterceptor {
    private static final Path REPORT = Path.of("target/interop-matrix.md");
    private static final boolean SKIP =
            !System.getProperty("skipInterop", "false").equals("false");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(InteropExtension.class))
                .getOrComputeIfAbsent(AtTheEnd.class, key -> new AtTheEnd());
        return SKIP
                ? ConditionEvaluationResult.disabled("-DskipInterop")
                : ConditionEvaluationResult.enabled("interop tests are not skipped");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Workshop.get();
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        InEveryColumn row = test.getExecutable().getAnnotation(InEveryColumn.class);
        if (row == null || !(test.getArguments().getFirst() instanceof Column column)) {
            invocation.proceed();
            return;
        }
        try {
            invocation.proceed();
            Matrix.ok(row.value(), column);
        } catch (TestAbortedException e) {
            Matrix.notApplicable(
                    row.value(), column, String.valueOf(e.getMessage()).replace("Assumption failed: ", ""));
            throw e;
        } catch (Throwable e) {
            Matrix.failed(row.value(), column, e);
            throw e;
        }
    }

    /** Closed by JUnit after the last test. */
    private static final class AtTheEnd implements AutoCloseable {
        @Override
        public void close() {
            if (SKIP) {
                System.out.println("\n[interop-tests] SKIPPED, because of -DskipInterop:"
                        + " nothing was tested against browsers and other stacks.\n");
                return;
            }
            if (!Matrix.isEmpty()) {
                report(Matrix.markdown(AtTheEnd::heading));
            }
            Stage.close();
        }

        private static String heading(Column column) {
            return Stage.wasUsed(column.stack()) ? column + "<br>" + Stage.version(column.stack()) : column.toString();
        }

        private static void report(String matrix) {
            System.out.println("\n" + matrix);
            try {
                Files.createDirectories(REPORT.getParent());
                Files.writeString(REPORT, matrix);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
