package io.github.datachannel4j.checks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** The walls between the modules, as ARCHITECTURE.md draws them. */
@AnalyzeClasses(packages = "io.github.datachannel4j", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
    private static final String ROOT = "io.github.datachannel4j";
    private static final String SDP = ROOT + ".sdp..";
    private static final String SCTP = ROOT + ".sctp..";
    private static final String DATACHANNEL = ROOT + ".datachannel..";
    private static final String DTLS = ROOT + ".dtls..";
    private static final String ICE = ROOT + ".ice..";
    private static final String PEERCONNECTION = ROOT + ".peerconnection..";
    private static final String SIGNALING = ROOT + ".signaling..";
    private static final String SERVER = ROOT + ".server..";
    private static final String BOTS = ROOT + ".bots..";
    private static final String CLI = ROOT + ".cli..";
    private static final String ANY_OF_OURS = ROOT + "..";

    /** Calls that ask the machine for time, randomness or a thread, by their owners. */
    private static final Set<String> CLOCK_CALLS = Set.of("nanoTime", "currentTimeMillis", "now", "systemUTC");

    @ArchTest
    static final ArchRule sdpKnowsNobody = onlyKnows(SDP, SDP);

    @ArchTest
    static final ArchRule sctpKnowsNobody = onlyKnows(SCTP, SCTP);

    @ArchTest
    static final ArchRule datachannelKnowsOnlySctp = onlyKnows(DATACHANNEL, DATACHANNEL, SCTP);

    @ArchTest
    static final ArchRule dtlsKnowsNobody = onlyKnows(DTLS, DTLS);

    @ArchTest
    static final ArchRule iceKnowsNobody = onlyKnows(ICE, ICE);

    @ArchTest
    static final ArchRule peerconnectionKnowsTheLayersBelow =
            onlyKnows(PEERCONNECTION, PEERCONNECTION, SDP, SCTP, DATACHANNEL, DTLS, ICE);

    @ArchTest
    static final ArchRule signalingKnowsThePeerConnectionAndFragmentsOfDescriptions =
            onlyKnows(SIGNALING, SIGNALING, PEERCONNECTION, SDP, ICE, DTLS);

    @ArchTest
    static final ArchRule serverKnowsNoBots = noClasses()
            .that()
            .resideInAPackage(SERVER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BOTS, CLI);

    @ArchTest
    static final ArchRule botsKnowNoServer = noClasses()
            .that()
            .resideInAPackage(BOTS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SERVER, CLI);

    @ArchTest
    static final ArchRule bouncyCastleLivesInDtls = livesOnlyIn(DTLS, "org.bouncycastle..");

    @ArchTest
    static final ArchRule ice4jLivesInIce = livesOnlyIn(ICE, "org.ice4j..", "org.jitsi..");

    @ArchTest
    static final ArchRule nettyLivesInIce = livesOnlyIn(ICE, "io.netty..");

    @ArchTest
    static final ArchRule coresUseNothingOfTheMachine = noClasses()
            .that()
            .resideInAnyPackage(SDP, SCTP, DATACHANNEL)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.util.concurrent..",
                            "java.net..",
                            "java.nio.channels..",
                            "java.nio.file..",
                            "java.util.logging..",
                            "java.time..")
                    .or(namedAnyOf(
                            "java.lang.Thread",
                            "java.util.Timer",
                            "java.util.Random",
                            "java.security.SecureRandom",
                            "java.lang.System$Logger",
                            "java.io.File")))
            .because("the cores are sans-IO: time, randomness and threads come from the driver");

    @ArchTest
    static final ArchRule coresReadNoClock = noClasses()
            .that()
            .resideInAnyPackage(SDP, SCTP, DATACHANNEL)
            .should()
            .accessTargetWhere(new DescribedPredicate<JavaAccess<?>>("the machine's clock") {
                @Override
                public boolean test(JavaAccess<?> access) {
                    String owner = access.getTargetOwner().getName();
                    return (owner.equals("java.lang.System") || owner.startsWith("java.time."))
                            && CLOCK_CALLS.contains(access.getTarget().getName());
                }
            });

    @ArchTest
    static final ArchRule coresUseOnlyJavaBase = classes()
            .that()
            .resideInAnyPackage(SDP, SCTP, DATACHANNEL)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "java.lang..",
                            "java.util..",
                            "java.nio..",
                            "java.io..",
                            "java.math..",
                            "java.security..",
                            "javax.crypto..",
                            "org.jspecify..",
                            "")
                    .or(resideInAPackage(ANY_OF_OURS)));

    @ArchTest
    static final ArchRule receivingAndSendingAreStrangers = noClasses()
            .that()
            .resideInAPackage(ROOT + ".sctp.rx..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".sctp.tx..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule sendingAndReceivingAreStrangers = noClasses()
            .that()
            .resideInAPackage(ROOT + ".sctp.tx..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".sctp.rx..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule modulesHaveNoCycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    private static ArchRule onlyKnows(String who, String... whom) {
        return noClasses()
                .that()
                .resideInAPackage(who)
                .should()
                .dependOnClassesThat(resideInAPackage(ANY_OF_OURS)
                        .and(DescribedPredicate.not(resideInAnyPackage(whom)))
                        .as("are ours, but none of " + String.join(", ", whom)));
    }

    private static ArchRule livesOnlyIn(String home, String... library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library);
    }

    private static DescribedPredicate<JavaClass> namedAnyOf(String... names) {
        Set<String> wanted = Set.of(names);
        return DescribedPredicate.describe("named any of " + wanted, type -> wanted.contains(type.getName()));
    }
}
