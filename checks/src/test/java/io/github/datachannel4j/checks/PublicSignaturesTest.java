package io.github.datachannel4j.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a user can call names only types that the user can name. */
class PublicSignaturesTest {
    private static final String ROOT = "io.github.datachannel4j";

    private static final Set<String> EXPORTED = new TreeSet<>();

    private final JavaClasses ours = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void nameNoTypeOfALibraryThatAModuleHides() {
        assertThat(offences(type -> Stream.of("org.bouncycastle.", "org.ice4j.", "org.jitsi.", "io.netty.")
                        .anyMatch(type.getName()::startsWith)))
                .isEmpty();
    }

    @Test
    void nameNoTypeOfOursThatIsNotPublic() {
        assertThat(offences(type -> type.getPackageName().startsWith(ROOT) && !isReachable(type)))
                .isEmpty();
    }

    @BeforeAll
    static void readExports() throws IOException {
        Path[] ours = RunTimeClassPath.read().stream()
                .filter(jar -> jar.getFileName().toString().startsWith("datachannel4j-"))
                .toArray(Path[]::new);
        for (ModuleReference module : ModuleFinder.of(ours).findAll()) {
            // A module without a descriptor exports all it has.
            if (module.descriptor().isAutomatic()) {
                EXPORTED.addAll(module.descriptor().packages());
            }
            // What is exported to modules of ours alone is no user's.
            module.descriptor().exports().stream()
                    .filter(exported -> !exported.isQualified())
                    .forEach(exported -> EXPORTED.add(exported.source()));
        }
        assertThat(EXPORTED).contains(ROOT + ".sctp", ROOT + ".ice", ROOT + ".peerconnection");
    }

    private Set<String> offences(Predicate<JavaClass> forbidden) {
        Set<String> offences = new TreeSet<>();
        for (JavaClass type : ours) {
            if (!isReachable(type)) {
                continue;
            }
            type.getMembers().stream()
                    .filter(PublicSignaturesTest::isOffered)
                    .forEach(member -> namedTypes(member)
                            .map(JavaClass::getBaseComponentType)
                            .filter(forbidden)
                            .forEach(named -> offences.add(member.getFullName() + " names " + named.getName())));
        }
        return offences;
    }

    /** In an exported package and public, and so are the types around it. */
    private static boolean isReachable(JavaClass type) {
        return EXPORTED.contains(type.getPackageName())
                && type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass()
                        .map(PublicSignaturesTest::isReachable)
                        .orElse(true);
    }

    private static boolean isOffered(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return !modifiers.contains(JavaModifier.SYNTHETIC)
                && (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED));
    }

    private static Stream<JavaClass> namedTypes(JavaMember member) {
        return switch (member) {
            case JavaCodeUnit code ->
                Stream.concat(
                        code.getReturnType().getAllInvolvedRawTypes().stream(),
                        Stream.concat(
                                code.getParameterTypes().stream()
                                        .flatMap(type -> type.getAllInvolvedRawTypes().stream()),
                                code.getExceptionTypes().stream()));
            case JavaField field -> field.getType().getAllInvolvedRawTypes().stream();
            default -> Stream.empty();
        };
    }
}
