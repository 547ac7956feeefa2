package io.github.datachannel4j.sctp.work;

import java.io.IOException;
import java.io.InputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Loads our classes once more, and lets them count what they do: a step for each method that is entered and each jump that is come to, so
 * that every turn of every loop counts. The figure is the same on every machine and in every run, as no measured time is.
 *
 * <p>Loops within the JDK's classes are not seen.
 */
final class CountingLoader extends ClassLoader {
    private static final String OURS = "io.github.datachannel4j.";
    private static final String COUNTER = Type.getInternalName(Steps.class);

    CountingLoader() {
        super(CountingLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            boolean isCounted = name.startsWith(OURS) && !name.equals(Steps.class.getName());
            return isCounted ? define(name) : super.loadClass(name, resolve);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            ClassWriter counted = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            new ClassReader(in.readAllBytes()).accept(new CountingClass(counted), 0);
            byte[] bytes = counted.toByteArray();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static final class CountingClass extends ClassVisitor {
        CountingClass(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new CountingMethod(super.visitMethod(access, name, descriptor, signature, exceptions));
        }
    }

    /** Adds what leaves the stack as it is, so that no frame has to be computed anew. */
    private static final class CountingMethod extends MethodVisitor {
        CountingMethod(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            count();
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            count();
            super.visitJumpInsn(opcode, label);
        }

        private void count() {
            visitFieldInsn(Opcodes.GETSTATIC, COUNTER, "taken", "J");
            visitInsn(Opcodes.LCONST_1);
            visitInsn(Opcodes.LADD);
            visitFieldInsn(Opcodes.PUTSTATIC, COUNTER, "taken", "J");
        }
    }
}
